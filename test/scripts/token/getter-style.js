function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  var launch = theAuthorizationRequestDetails.getLaunch();
  if (launch !== null && launch.equals('abc-123')) {
    theUserSession.setFhirUserUrl('https://fhir.example/Patient/' + theUserSession.getUsername());
  }
  if (!theUserSession.isExternal() && theClientDetails.getClientId().equalsIgnoreCase('APP')) {
    theUserSession.addLaunchResourceId('patient', theUserSession.getDefaultLaunchContexts().get(0).getResourceId());
  }
}
