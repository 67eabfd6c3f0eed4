// Lets people of another server in by what it says of them: groups become permissions, and who is in none of them stays out.
// Goes into federationAuthScriptText of the server's definition, or callback_script of a SMART inbound module.

/** Groups there, and what they mean here: a permission, with or without an argument. */
const MEANINGS = {
  physicians: [
    ['FHIR_READ_ALL_OF_TYPE', 'Patient'],
    ['FHIR_READ_ALL_OF_TYPE', 'Observation'],
  ],
  'front-desk': [['FHIR_READ_ALL_OF_TYPE', 'Patient']],
};

/** @type {OnFederatedAuthenticateSuccess} */
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const groups = theContext.getStringArrayClaim('groups') ?? [];
  const meant = groups.flatMap((group) => MEANINGS[group] ?? []);
  if (meant.length === 0) {
    Log.warn('{} is in no group that means something here: {}', theOutcome.username, groups);
    return theOutcomeFactory.newFailure('no group of theirs has access here');
  }
  for (const [permission, argument] of meant) theOutcome.addAuthority(permission, argument);

  const fhirUser = theContext.getStringClaim('fhirUser');
  if (fhirUser !== null) theOutcome.setFhirUserUrl(fhirUser);
  return theOutcome;
}
