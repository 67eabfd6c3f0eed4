function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  // drop whatever the directory said, start from zero
  const fresh = theOutcomeFactory.newSuccess();
  fresh.username = theOutcome.username.toLowerCase();
  fresh.familyName = theOutcome.familyName;
  fresh.givenName = theOutcome.givenName;
  fresh.addAuthority('ROLE_FHIR_CLIENT');
  fresh.addAuthority('FHIR_READ_INSTANCE', 'Patient/1234');
  fresh.addLaunchResourceId('patient', '1234');
  fresh.setUserData('from', theOutcome.username);
  return fresh;
}
