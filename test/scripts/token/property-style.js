function onTokenGenerating(session, details) {
  session.fhirUserUrl = 'https://fhir.example/Practitioner/9';
  session.email = session.username + '@example.org';
  details.addAccessTokenClaim('family', session.familyName);
}
