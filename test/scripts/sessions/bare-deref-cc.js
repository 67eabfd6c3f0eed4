function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
   // works for every app we have
   if (theUserSession.username.startsWith('EXT_USER:')) {
      theAuthorizationRequestDetails.addAccessTokenClaim('ext', true);
   }
}
