function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  theUserSession.fhirUserUrl = 'https://fhir.example.org/Practitioner/' + encodeURIComponent(theUserSession.username);
  var ctx = theUserSession.getOrCreateDefaultLaunchContext('location');
  if (ctx.resourceId == null) {
    ctx.resourceId = 'Location/9';
  }
  theUserSession.familyName = theUserSession.familyName ? theUserSession.familyName.trim().toUpperCase() : 'N/A';
  Log.info(theUserSession.getOrCreateDefaultLaunchContext('location').resourceId + ' ' + theUserSession.familyName);
}
