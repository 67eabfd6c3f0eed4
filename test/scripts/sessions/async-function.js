async function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  theUserSession.addLaunchResourceId('patient', '77');
  const v = await Promise.resolve('later');
  theAuthorizationRequestDetails.addAccessTokenClaim('when', v);
}
