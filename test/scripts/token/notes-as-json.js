function onTokenGenerating(theUserSession, theDetails) {
  const { npi } = JSON.parse(theUserSession.notes || '{}');
  if (npi) theDetails.addAccessTokenClaim('npi', npi);
}
