const TENANT = /^https?:\/\/(?<host>[^/:]+)(?::(?<port>\d+))?\/(?:.*\/)?fhir\/(?<tenant>[A-Z0-9_-]+)\/?$/u;
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const aud = theAuthorizationRequestDetails.audience;
  const m = aud?.match(TENANT)?.groups;
  if (!m) {
    Log.warn(`aud ${aud} has no tenant`);
    return;
  }
  const { tenant, port = '443' } = m;
  theAuthorizationRequestDetails.addAccessTokenClaim('tenant', tenant);
  theAuthorizationRequestDetails.addAccessTokenClaim('port', Number(port));
  theUserSession.setFhirUserUrl?.(`${aud.replace(/\/$/, '')}/Practitioner/${theUserSession.username.replaceAll('.', '-')}`);
  if (!theUserSession.hasAuthority('FHIR_ACCESS_PARTITION_NAME')) theUserSession.addAuthority('FHIR_ACCESS_PARTITION_NAME', [tenant, 'DEFAULT'].join(','));
}
