function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const p = Fhir.search().forResource('Practitioner').whereToken('identifier', 'urn:staff', theUserSession.username).asList()[0];
  if (!p) { Log.info('no practitioner'); return; }
  Log.info(`${p.name.family}, ${p.name[0].given[0]} <${p.telecom.value}> ${p.telecom.length} ${p.active}`);
  const full = JSON.parse(p.toJson());
  const qual = full.qualification?.map(({ code: { coding: [{ code }] } }) => code) ?? [];
  theAuthorizationRequestDetails.addAccessTokenClaim('qualifications', qual);
  const id = p.id.replace(/^Practitioner\//, '');
  theUserSession.setFhirUserUrl('https://fhir.example.org/Practitioner/' + id);
  const roles = Fhir.search().forResource('PractitionerRole').whereToken('practitioner', null, 'Practitioner/' + id).asList();
  Log.info('roles ' + roles.length + ' ' + roles.map(r => r.id).join());
}
