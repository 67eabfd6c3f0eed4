function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  if (theOutcome?.defaultLaunchContexts?.length > 0) {
    let patientId = theOutcome.defaultLaunchContexts[0]['resourceId'];
    Log.info('patient of this login: ' + patientId);
    for (const type of ['Organization', 'Practitioner', 'Location']) theOutcome.addAuthority('FHIR_READ_ALL_OF_TYPE', type);
    theOutcome.addAuthority('FHIR_CAPABILITIES');
    theOutcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', `Patient/${patientId}`);
    return theOutcome;
  }
}
