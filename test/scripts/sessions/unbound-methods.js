function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const { addAuthority, hasAuthority } = theOutcome;
  const claim = theContext.getStringClaim;
  const info = Log.info;
  info('role claim ' + claim('role'));
  addAuthority('ROLE_FHIR_CLIENT');
  if (hasAuthority('ROLE_FHIR_CLIENT')) addAuthority('FHIR_READ_ALL_OF_TYPE', 'Patient');
  const log = { i: Log.info, ...Log };
  log.i('via alias');
  ['Organization'].map(t => theOutcome.addAuthority.call(theOutcome, 'FHIR_READ_ALL_OF_TYPE', t));
  ['FHIR_READ_ALL_OF_TYPE'].forEach(p => theOutcome['addAuthority'].apply(theOutcome, [p, 'Location']));
  return theOutcome;
}
