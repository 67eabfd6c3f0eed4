function onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices) {
  theUserSession.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/9');
  theUserSession.setUserData('ward', 'A');
  theUserSession.setFhirUserUrl('Practitioner/9');
  theUserSession.addFhirContext('ImagingStudy/1');
  theUserSession.familyName = theUserSession.familyName;
  theUserSession.addLaunchResourceId('patient', '9');
}
