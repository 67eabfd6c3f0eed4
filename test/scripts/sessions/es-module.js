// ecmascript_module = true
const SYSTEMS = Object.freeze({ mrn: 'urn:oid:1.2.3' });
export const VERSION = '1.4.0';

const stamp = (obj) => ({ ...obj, v: VERSION });

export function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  Log.info(`mod ${VERSION} ${typeof this}`);
  theAuthorizationRequestDetails.addAccessTokenClaim('app', stamp({ client: theClientDetails?.clientId ?? 'n/a', sys: SYSTEMS.mrn }));
}

export { onPost as onPostAuthorize };
function onPost(theDetails) {
  Log.info('granted ' + theDetails.grantType);
}
