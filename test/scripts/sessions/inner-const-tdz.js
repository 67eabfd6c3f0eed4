onTokenGenerating.version = '2.1';
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const { version } = onTokenGenerating;
  theAuthorizationRequestDetails.addAccessTokenClaim('v', version);
  theAuthorizationRequestDetails.addAccessTokenClaim('len', onTokenGenerating.length);
  theAuthorizationRequestDetails.addAccessTokenClaim('later', LATER.x);
}
const LATER = { get x() { return this._x ?? (this._x = 'lazy'); } };
{ function onPostAuthorize(theDetails) { Log.info('block function ' + theDetails.grantType); } }
