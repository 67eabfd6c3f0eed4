function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  theOutcome.addAuthority('FHIR_BATCH', null);
  theOutcome.addAuthority('FHIR_TRANSACTION', undefined);
  theOutcome.addAuthority(`${'FHIR'}_PATCH`);
  theOutcome.addAuthority('FHIR_READ_INSTANCE', 'Patient/' + 12);
  theOutcome.addLaunchResourceId('encounter', 17);
  theOutcome.setUserData('n', 3);
  theOutcome.setUserData('o', { a: [1] });
  theOutcome.setUserData('z', null);
  ['fhir_batch', '', 'ROLE_NOPE'].forEach(function (p) {
    try { theOutcome.addAuthority(p); Log.error('accepted ' + p); } catch (e) { Log.warn('refused [' + p + ']'); }
  });
  return theOutcome;
}
