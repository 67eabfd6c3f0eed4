println("post_authorize.js loading");

Log = {
  info: (msg) => console.info(msg),
  warn: (msg) => console.warn(msg),
  error: (msg) => console.error(msg),
};

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  Log.info("session of " + theUserSession.getUsername());
  Log.warn(`launch is ${theAuthorizationRequestDetails.getLaunch()}`);
  theUserSession.addLaunchResourceId("patient", "1");
}
