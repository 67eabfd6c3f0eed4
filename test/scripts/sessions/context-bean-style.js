function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var p = theUserSession.getOrCreateDefaultLaunchContext('patient');
  var all = theUserSession.getDefaultLaunchContexts();
  Log.info(all.length + ' ' + p.getResourceId() + ' ' + theUserSession.getFamilyName() + ' ' + theUserSession.getEmail() + ' ' + theUserSession.getNotes());
  if (p.getResourceId()) theUserSession.addLaunchResourceId('patient', p.getResourceId().replace('Patient/', ''));
  Log.info('url ' + theUserSession.getFhirUserUrl() + ' client ' + theAuthorizationRequestDetails.getClientId());
}
