var TYPES = { p: 'patient', e: 'encounter' };
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var launch = theAuthorizationRequestDetails.launch, parts = launch.split('-'), i;
  for (i = 0; i < parts.length; i++) {
    if (parts[i] == '123') theUserSession.addLaunchResourceId(TYPES['p'], parts[i]);
    else Log.debug('skipped ' + parts[i]);
  }
}
