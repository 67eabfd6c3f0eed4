const sleepless = async (v) => v;
async function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const role = await sleepless(theContext.getStringClaim('role'));
  if (role !== 'ok') {
    const f = theOutcomeFactory.newFailure();
    f.message = 'role is ' + role;
    return f;
  }
  theOutcome.addAuthority('ROLE_FHIR_CLIENT');
  return theOutcome;
}
