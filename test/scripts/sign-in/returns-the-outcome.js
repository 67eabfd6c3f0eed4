function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  Log.info(theContext.moduleId + ' ' + theContext.getRemoteAddress() + ' ' + theContext.startTime.getTime() + ' ' + typeof theContext.getClaim + ' ' + theContext.headers.get('User-Agent') + ' ' + theContext.headers['user-agent']);
  theOutcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/1');
  return theOutcome;
}
