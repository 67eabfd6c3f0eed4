PREFIX = "fhir-role-";
CONSENT = "fhir-consent-";

function split(ctx) {
  all = ctx.getClaim("fhir");
  roleClaims = all.filter((c) => c.startsWith(PREFIX));
  consentClaims = all.filter((c) => c.startsWith(CONSENT));
  return { roleClaims, consentClaims };
}

function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  if (theOutcome.hasAuthority("ROLE_SUPERUSER")) {
    Log.info(`User has role: ROLE_SUPERUSER. Proceeding forward`);
    return theOutcome;
  }
  ({ roleClaims, consentClaims } = split(theContext));
  roles = roleClaims.map((r) => {
    formatted = r.replace(PREFIX, "").replaceAll("-", "_").toUpperCase();
    return formatted;
  });
  roles.map((role) => {
    try {
      theOutcome.addAuthority(role);
    } catch (e) {
      Log.warn(`Role ${role} is not recognized. Will not be added to user session`);
    }
  });
  added = { all: { read: false, write: false }, study: {} };
  consentClaims.map((c) => {
    [key, identifier] = c.replace(CONSENT, "").split("|");
    [action, entity] = key.split("-");
    if (identifier === "all") {
      added.all[action] = true;
    } else {
      identifier in added.study || (added.study[identifier] = { read: false, write: false });
      added.study[identifier][action] = true;
    }
  });
  theOutcome.setUserData("consentGrants", JSON.stringify(added));
  Log.info(`Roles in user session: ${JSON.stringify(theOutcome.authorities.map((a) => String(a)))}`);
  return theOutcome;
}

// quick test when run with node
outcome = {
  authorities: ["X"],
  hasAuthority: function (role) { return this.authorities.includes(role); },
  addAuthority: function (role) { this.authorities = [role, ...this.authorities]; },
  setUserData: function (k, v) { this.userData = v; },
};
context = { fhir: ["fhir-role-x", "fhir-consent-read-study|all"], getClaim: function (c) { return this[c]; } };
onAuthenticateSuccess(outcome, { newFailure: () => ({}) }, context);
