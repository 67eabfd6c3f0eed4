function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  Log.info("SESSION " + JSON.stringify(theUserSession));
  Log.info("REQUEST " + JSON.stringify(theAuthorizationRequestDetails, null, 2));
  Log.info("CLIENT " + JSON.stringify(theClientDetails));
  Log.info("S=" + theUserSession + " R=" + String(theAuthorizationRequestDetails));
  var n = 0;
  for (var k in theUserSession) {
    n++;
    try {
      Log.debug(k + " is a " + typeof theUserSession[k]);
    } catch (e) {
      Log.debug(k + " cannot be read");
    }
  }
  Log.info("members: " + (n >= 0 ? "ok" : "?"));
  var copy = JSON.parse(JSON.stringify(theUserSession));
  Log.info("copied user " + copy.username);
  for (const key in theAuthorizationRequestDetails.getRequestParameters()) Log.info("param " + key);
  Log.info("auths " + JSON.stringify(theUserSession.authorities) + " lrids " + JSON.stringify(theUserSession.launchResourceIds));
}
