import {
  ADMINISTRATIVE_PERMISSIONS,
  KNOWN_PERMISSIONS,
  RESERVED_CLAIMS,
} from '../../libs/scripts/src/running/known-names.js';
import type { TokenGeneratingInput } from '../../libs/scripts/src/guest/functions/on-token-generating.js';

/** What the script asks the host for, with an answer that is there at once: the cost of a call alone. */
export const CONTEXT = JSON.stringify({ patient: '123', encounter: 'e-7' });

/** A script of 20 lines as hospitals write them, with five calls of the host. */
export const LAUNCH_SCRIPT = `var BASE = 'https://context.hospital.example';
function ask(path) {
  var get = Http.get(BASE + path);
  get.addRequestHeader('Authorization', 'Bearer ' + Base64.encode('key'));
  get.execute();
  if (!get.isSuccess()) throw get.getFailureMessage();
  return get.parseResponseAsJson();
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  let launch = theAuthorizationRequestDetails.launch;
  const context = ask('/launch/' + launch);
  const { patient, encounter } = context;
  for (const name of ['ward', 'bed', 'shift', 'role']) {
    ask('/' + name + '/' + encounter);
  }
  theUserSession.addLaunchResourceId('patient', patient);
  theUserSession.addLaunchResourceId('encounter', encounter);
  theAuthorizationRequestDetails.addAccessTokenClaim('tenant', 'north');
  Log.info(\`launch of \${theUserSession.username} for \${theClientDetails.clientId}\`);
}`;

/** What the function gets, as the server sends it. */
export const TOKEN_INPUT = JSON.stringify({
  session: {
    ...{ nodeId: 'Master', moduleId: 'smart_auth', username: 'amelia', familyName: 'Earhart', givenName: 'Amelia' },
    ...{ email: 'amelia@example.org', external: false, notes: '', defaultLaunchContexts: [], launchResourceIds: [] },
    authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
  },
  request: {
    ...{ grantType: 'authorization_code', clientId: 'growth-chart', scopes: ['openid', 'launch', 'patient/*.rs'] },
    ...{ launch: 'abc', audience: 'https://fhir.hospital.example', reservedClaims: RESERVED_CLAIMS },
  },
  client: { clientId: 'growth-chart', clientName: 'Growth chart', scopes: ['openid', 'launch'], permissions: [] },
  permissions: KNOWN_PERMISSIONS,
  unheardPermissions: ADMINISTRATIVE_PERMISSIONS,
} satisfies TokenGeneratingInput);
