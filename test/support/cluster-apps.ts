import { obtainCode, type IssuedCode } from './app.js';
import type { Person } from './person.js';
import { testClients } from './test-clients.js';

const publicApp = testClients.find(({ clientId }) => clientId === 'public-app')!;

/** Approves by itself, so that a signed-in person gives it a code per request. Its lost refresh answers may be asked for again. */
export const patientApp = {
  ...publicApp,
  clientId: 'patient-app',
  autoApproveScopes: publicApp.scopes,
  refreshTokenGraceSeconds: 60,
};

/** The same without any grace: a refresh token used twice is stolen. */
export const strictApp = { ...patientApp, clientId: 'strict-app', refreshTokenGraceSeconds: 0 };

/** What the apps above ask for. */
export const OFFLINE_SCOPE = 'openid patient/*.rs offline_access';

/** A code of one of the apps above. */
export async function codeFor(clientId: string, origin: string, person: Person): Promise<IssuedCode> {
  return obtainCode(origin, { client_id: clientId, scope: OFFLINE_SCOPE }, person);
}
