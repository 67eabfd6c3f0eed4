function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  if (theUserSession == null) { theAuthorizationRequestDetails.addAccessTokenClaim('client', theClientDetails.clientName); return; }
  throw new Error('not reached');
}
