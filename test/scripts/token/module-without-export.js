'use strict';
let calls = 0;
async function onTokenGenerating(session, details) {
  calls += 1;
  details.addAccessTokenClaim('calls', calls);
}
