'use strict';
const RX = /(?<type>patient|encounter|location)[=:](?<id>[A-Za-z0-9\-.]{1,64})/gi;

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const launch = String(theAuthorizationRequestDetails.launch ?? '');
  for (const { groups: { type, id } } of launch.matchAll(RX)) {
    theUserSession.addLaunchResourceId(type.toLowerCase(), id);
    Log.info(`launch ctx ${type.toLowerCase()} -> ${id.padStart(6, '.')}`);
  }
  const { 0: first, length } = launch.split(';');
  theAuthorizationRequestDetails.addAccessTokenClaim('launch_parts', length);
  theAuthorizationRequestDetails.addAccessTokenClaim('launch_first', first);
}
