import { obtainCode, postForm, redemption, type IssuedCode, type Tokens } from './app.js';
import { Person } from './person.js';
import { testClients } from './test-clients.js';
import { amelia } from './test-users.js';

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

/** A person in front of a browser. */
export interface Visitor {
  readonly person: Person;
  readonly credentials: { readonly username: string; readonly password: string };
}

/** Amelia in front of a browser she never used before. */
export function newVisitor(): Visitor {
  return { person: new Person(), credentials: amelia };
}

/** A code of one of the apps above. */
export async function codeFor(clientId: string, origin: string, visitor: Visitor): Promise<IssuedCode> {
  return obtainCode(origin, { client_id: clientId, scope: OFFLINE_SCOPE }, visitor.person, visitor.credentials);
}

/** Tokens of one of the apps above. */
export async function tokensFor(clientId: string, origin: string, visitor: Visitor): Promise<Tokens> {
  const issued = await codeFor(clientId, origin, visitor);
  const response = await postForm(`${origin}/oauth/token`, redemption(issued, { client_id: clientId }));
  if (response.status !== 200) throw new Error(`No tokens, but ${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
}

/** Fields of a refresh by one of the apps above. */
export function refreshFields(
  clientId: string,
  { refresh_token }: Pick<Tokens, 'refresh_token'>,
): Record<string, string> {
  return { grant_type: 'refresh_token', refresh_token, client_id: clientId };
}
