var cache = {};
var calls = 0;
function cachedContext(user) {
  calls += 1;
  if (!cache[user]) {
    var r = Http.get('https://ctx.example.org/user/' + user);
    r.execute();
    cache[user] = r.isSuccess() ? r.parseResponseAsJson() : { patient: 'fallback' };
  }
  return cache[user];
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  theUserSession.addLaunchResourceId('patient', cachedContext(theUserSession.username).patient);
  Log.info('calls so far >= 1: ' + (calls >= 1));
}
