function authenticate(theRequest, theOutcomeFactory) {
  if (theRequest.getPassword() !== 'secret') { const f = theOutcomeFactory.newFailure(); f.incorrectPassword = true; return f; }
  Log.info(JSON.stringify(theRequest));
  const ok = theOutcomeFactory.newSuccess(); ok.username = theRequest.username; ok.familyName = 'X'; return ok;
}
