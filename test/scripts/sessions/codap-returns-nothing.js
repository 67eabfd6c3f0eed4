function authenticate(theRequest, theOutcomeFactory) {
  var outcome = theOutcomeFactory.newSuccess();
  outcome.username = theRequest.requestingPractitioner.identifier[0].value;
  // forgot the return
}
