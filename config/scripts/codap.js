// Decides about practitioners of other organisations (CODAP): who they are here, and what they may do with this one token.
// Goes into codap.auth_script.file; codap.enabled=true.

/** Numbers of practitioners who have no access, with blanks between. */
const BANNED = 'JS_CODAP_BANNED';
const NATIONAL_NUMBERS = 'http://hl7.org/fhir/sid/us-npi';

/** @type {AuthenticateCodap} */
function authenticate(theRequest, theOutcomeFactory) {
  const practitioner = theRequest.requestingPractitioner;
  const identifiers = practitioner.identifier.filter((each) => each.system === NATIONAL_NUMBERS);
  const number = identifiers.length === 1 ? identifiers[0].value : null;
  // The name must be theirs alone, for as long as there is this server.
  if (!number) throw new Error('the practitioner needs exactly one national number');

  if ((Environment.getEnv(BANNED) ?? '').split(' ').includes(number)) {
    const failure = theOutcomeFactory.newFailure('banned');
    failure.incorrectPassword = true;
    return failure;
  }
  const outcome = theOutcomeFactory.newSuccess(`npi:${number}`);
  outcome.familyName = practitioner.name.family;
  outcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', theRequest.requestedRecord.id);
  Log.info('{} asks for a record: {}', number, theRequest.reasonForRequest);
  return outcome;
}
