function onTokenGenerating(s, d) {
  ['ROLE_FHIR_CLIENT_SUPERUSER_RO', 'CLINICIAN', 'FHIR_READ_INSTANCE'].forEach(function (role) {
    try { s.addAuthority(role); } catch (e) { Log.warn('role not recognized: ' + role + ' (' + e.message + ')'); }
  });
}
