function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var grants;
  if (typeof theContext.getClaim === 'function') {
    grants = theContext.getClaim('consents') || [];
  } else {
    try {
      grants = JSON.parse(theOutcome.notes).consents;
    } catch (e) {
      Log.error('notes of ' + theOutcome.username + ' are not JSON: ' + String(e));
      var failure = theOutcomeFactory.newFailure();
      failure.message = 'Failed to read consents';
      failure.unknownUsername = false;
      failure.incorrectPassword = false;
      return failure;
    }
  }
  var only = grants.filter(function (g) { return g.startsWith('consent-'); });
  theOutcome.setUserData('consentGrants', JSON.stringify(only));
  theOutcome.setUserData('n', only.length);
  return theOutcome;
}
