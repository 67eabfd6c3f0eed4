// Portal hands us base64(JSON). Standalone = default launch ctx.
var FALLBACK_BASE = "https://fhir.example.org/fhir/DEFAULT";

function baseOf(details) {
    var aud = details.getAudience();
    if (!aud) {
        var p = details.getRequestParameters();
        if (p) { aud = p.get("aud"); }
    }
    return ("" + (aud || FALLBACK_BASE)).replace(/\/+$/, "");
}

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
    if (!theUserSession) {
        Log.debug("no user, nothing to do");
        return;
    }
    var raw = theAuthorizationRequestDetails.getLaunch();
    var ctxs = {};
    if (raw) {
        try {
            ctxs = JSON.parse(Converter.base64Decode(raw));
        } catch (e) {
            Log.warn("cannot decode launch: " + e);
        }
    }
    var names = Object.getOwnPropertyNames(ctxs);
    for (var i = 0; i < names.length; i++) {
        if (names[i] === "practitioner") { continue; }
        theUserSession.addLaunchResourceId(names[i], ctxs[names[i]]);
        theAuthorizationRequestDetails.addAccessTokenClaim(names[i], ctxs[names[i]]);
    }
    var prac = ctxs.practitioner ? "Practitioner/" + ctxs.practitioner : null;
    if (!prac) {
        var d = theUserSession.getOrCreateDefaultLaunchContext("practitioner");
        if (d && d.resourceId) { prac = d.resourceId; }
    }
    if (prac) {
        theUserSession.setFhirUserUrl(baseOf(theAuthorizationRequestDetails) + "/" + prac);
    }
}
