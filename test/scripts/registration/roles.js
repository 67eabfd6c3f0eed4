function onUserSelfRegistrationRequest(theInputUser, theOutputUser) {
  theOutputUser.familyName = theInputUser.getFamilyName().toUpperCase();
  theOutputUser.notes = 'self';
  theOutputUser.addAuthority('ROLE_FHIR_CLIENT');
  theOutputUser.getOrCreateDefaultLaunchContext('patient').resourceId = 'Patient/1';
}
