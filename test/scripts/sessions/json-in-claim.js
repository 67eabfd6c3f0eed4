function parse(v) { return typeof v === 'string' ? JSON.parse(v) : v; }
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const fhir = parse(theContext.getClaim('fhir_access'));
  Log.info(JSON.stringify(fhir));
  for (const [perm, args] of Object.entries(fhir.permissions)) {
    if (args === true) { theOutcome.addAuthority(perm); continue; }
    for (const arg of args) theOutcome.addAuthority(perm, arg);
  }
  const count = theContext.getClaim('login_count');
  theOutcome.setUserData('next', count + 1);
  theOutcome.setUserData('str', theContext.getStringClaim('login_count') + '1');
  theOutcome.setUserData('gone', theContext.getClaim('nothing') === null || theContext.getClaim('nothing') === undefined);
  return theOutcome;
}
