"use strict";
const ROLE_BY_UNIT = Object.freeze(new Map([["icu", ["critical", "inpatient"]], ["ed", ["emergency"]]]));
const units = new Set(["icu"]);
units.add("ed").delete("none");
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const u = (theUserSession.notes || "").toLowerCase();
  const tags = [...units].filter((x) => u.includes(x)).flatMap((x) => ROLE_BY_UNIT.get(x)).filter((x, i, a) => a.indexOf(x) === i);
  if (tags.at(-1) === undefined) return undefined;
  theAuthorizationRequestDetails.addAccessTokenClaim("unit_tags", tags);
  theAuthorizationRequestDetails.addAccessTokenClaim("unit_tags_s", tags.join(" "));
  theAuthorizationRequestDetails.addAccessTokenClaim("unit_map", Object.fromEntries(Object.entries({ a: 1, b: 2 }).map(([k, v]) => [k.toUpperCase(), v * 10])));
}
