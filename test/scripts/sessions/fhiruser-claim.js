function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const fhirUser = theContext.getStringClaim('fhirUser');
  const m = fhirUser && fhirUser.match(/(?:^|\/)(Patient|Practitioner|RelatedPerson)\/([^/?#]+)$/);
  if (!m) { Log.error(`fhirUser claim unusable: ${fhirUser}`); return theOutcomeFactory.newFailure(); }
  const [, type, id] = m;
  theOutcome.setFhirUserUrl(fhirUser);
  ({
    Patient() { theOutcome.addLaunchResourceId('patient', id); theOutcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', `${type}/${id}`); },
    Practitioner: () => theOutcome.addAuthority('FHIR_ALL_READ'),
  })[type]?.();
  theOutcome.setUserData('federated_detail', `${type}:${id}`);
  return theOutcome;
}
