/**
 * This function is called just prior to the creation and issuing of a new
 * access token.
 * @param theUserSession The authenticated user session (can be modifued by the script)
 * @param theAuthorizationRequestDetails Contains details about the authorization request
 */
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {

   theAuthorizationRequestDetails.addAccessTokenClaim('claimName', 'claimValue');

}
