function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  if (typeof theUserSession.addFhirContext === 'function') {
    theUserSession.addFhirContext('PractitionerRole/abc');
    theUserSession.addFhirContext('List/123', 'https://example.org/med-list-at-home');
  } else {
    Log.warn('this version has no fhirContext');
  }
  if (typeof theUserSession.noSuchThing === 'function') { theUserSession.noSuchThing(); }
  if (theUserSession.approvedScopes == undefined) { Log.debug('approvedScopes is not a thing'); }
}
