function onTokenGenerating(s) {
  s.addAuthority('FHIR_ALL_READ');
  s.addAuthority('ROLE_SUPERUSER');
  s.addAuthority('ROLE_FHIR_CLIENT');
  if (s.hasAuthority('ROLE_SUPERUSER')) Log.info('as far as this script can tell');
}
