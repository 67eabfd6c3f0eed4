function onTokenGenerating(theUserSession, d) {
  theUserSession.tenant = 'x'; d.whatever = 1; theUserSession['odd name'] = { a: 1 };
  delete theUserSession.tenant;
  Log.info(typeof theUserSession.getFhirContext + ' ' + theUserSession.approvedScopes);
}
