function onTokenGenerating(theUserSession) {
  theUserSession.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/42');
  theUserSession.addAuthority('FHIR_READ_ALL_OF_TYPE', 'Observation');
  theUserSession.addAuthority('ROLE_FHIR_CLIENT');
  if (theUserSession.hasAuthority('FHIR_READ_ALL_OF_TYPE') && !theUserSession.hasAuthority('FHIR_READ_ALL_OF_TYPE', 'Patient')) {
    Log.info(theUserSession.authorities.map(String).join(' '));
    Log.info(JSON.stringify(theUserSession.authorities));
  }
}
