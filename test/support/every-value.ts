import { randomUUID } from 'node:crypto';
import { authorizeUrl, obtainCode, type IssuedCode, type Tokens } from './app.js';
import { CHALLENGE, handleOf, openSignedIn, requestUrl } from './authorization.js';
import { clientAssertion, signedJwt } from './client-assertions.js';
import { newClientKey } from './client-keys.js';
import { CodapClient } from './codap.js';
import { allowDevice, deviceCodes } from './device.js';
import { postWithProof } from './dpop-calls.js';
import { DpopKey } from './dpop-key.js';
import { newLaunch } from './ehr.js';
import { clientToken, tokensFor } from './endpoint-calls.js';
import { hiddenFields, Person, type Page } from './person.js';
import { pushed } from './pushed.js';
import { callRegistration, LEAST } from './registration-server.js';
import { requestObject } from './request-objects.js';
import { carla } from './test-users.js';

/** Every value that the server hands out or takes, and that is good once, or for whoever has it. */
export const kinds = [
  'authorization code',
  'refresh token',
  'access token',
  'ID token',
  'logout token',
  'request_uri',
  'launch value',
  'device code',
  'user code',
  'initial access token',
  'registration access token',
  'client secret',
  'client assertion',
  'authorization JWT',
  'request object',
  'DPoP proof',
  'DPoP nonce',
  'handle of a request',
  'CSRF token',
  'session cookie',
  'anonymous cookie',
  'device cookie',
  'sealed search',
] as const;

/** One of {@link kinds}. */
export type Kind = (typeof kinds)[number];

/** A client that signs everything with this one key. */
export const signer = { clientId: 'keyed', key: newClientKey('ES384', 'one') };

/** A value of each kind, and what belongs to it. */
export interface Holdings {
  readonly values: Readonly<Record<Kind, string>>;
  /** Signed in. */
  readonly person: Person;
  readonly issued: IssuedCode;
  /** An approval that waits for the person's answer. */
  readonly approval: Page;
  /** A sign-in that waits in a browser without a session. */
  readonly signIn: Page;
  /** Somebody else, who chooses a patient. */
  readonly seeker: Person;
  /** What the seeker found. */
  readonly found: Page;
  /** A client that registered itself. */
  readonly registered: { readonly clientId: string; readonly uri: string };
}

/** Values that outlive one harvest. */
export type Lasting = Readonly<Record<'logout token' | 'device cookie', string>>;

/** A fresh value of each kind, as far as possible of one person and one client. */
export async function harvest(issuer: string, lasting: Lasting): Promise<Holdings> {
  const person = new Person();
  const tokens = await tokensFor(issuer, { person });
  const issued = await obtainCode(issuer, {}, person);
  const approval = await person.open(authorizeUrl(issuer, { code_challenge: CHALLENGE, prompt: 'consent' }));
  const visitor = new Person();
  const signIn = await visitor.open(requestUrl(issuer));
  const seeker = new Person();
  const found = await search(seeker, issuer);
  const { invitation, registration } = await registered(issuer);
  const values = {
    ...lasting,
    ...ofTokens(tokens),
    ...(await ofKey(issuer)),
    ...(await ofDevices(issuer, person)),
    'authorization code': issued.code,
    request_uri: await pushed(issuer),
    'launch value': (await newLaunch(issuer, { clientId: 'launched', user: 'amelia', patient: '777' })).launch,
    'initial access token': invitation,
    'registration access token': String(registration['registration_access_token']),
    'client secret': String(registration['client_secret']),
    'handle of a request': handleOf(approval),
    'CSRF token': hiddenFields(approval)['_csrf'] ?? '',
    'session cookie': cookieOf(person, SESSION),
    'anonymous cookie': cookieOf(visitor, SESSION),
    'sealed search': new URL(found.url).searchParams.get('search') ?? '',
  };
  const { client_id: clientId, registration_client_uri: uri } = registration;
  const app = { clientId: String(clientId), uri: String(uri) };
  return { values, person, issued, approval, signIn, seeker, found, registered: app };
}

/** Name of the cookie that carries a session, or none yet. */
export const SESSION = 'gatehouse.smart_auth';
/** Name of the cookie by which a browser that signed in before is known. */
export const DEVICE = 'gatehouse-device.smart_auth';

/** Value of a cookie that a browser has. */
export function cookieOf(person: Person, name: string): string {
  const pair = person.cookieHeader.split('; ').find((each) => each.startsWith(`${name}=`));
  if (pair === undefined) throw new Error(`There is no cookie ${name} in ${person.cookieHeader}`);
  return pair.slice(name.length + 1);
}

/** The same form, and made by nobody: one character is another. */
export function twinOf(value: string): string {
  const place = Math.max(0, value.length - 10);
  return value.slice(0, place) + (value.charAt(place) === 'B' ? 'C' : 'B') + value.slice(place + 1);
}

/** A DPoP nonce as the server tells it to who comes without one. */
export async function dpopNonce(issuer: string): Promise<string> {
  const fields = { grant_type: 'client_credentials' };
  const { headers } = await postWithProof(`${issuer}/oauth/token`, fields, new DpopKey());
  return headers.get('dpop-nonce') ?? '';
}

function ofTokens({ access_token, refresh_token, id_token }: Tokens) {
  return { 'access token': access_token, 'refresh token': refresh_token, 'ID token': id_token };
}

/** JWTs of one client, by one key, for one audience, and under one `jti`. */
async function ofKey(issuer: string) {
  const { clientId, key } = signer;
  const [now, jti, nonce] = [Math.floor(Date.now() / 1_000), randomUUID(), await dpopNonce(issuer)];
  const { kid: _kid, alg: _alg, use: _use, ...jwk } = key.jwk;
  const proof = { jti, htm: 'POST', htu: `${issuer}/oauth/token`, iat: now, nonce };
  return {
    'client assertion': clientAssertion({ key, clientId, audience: issuer, claims: { jti } }),
    'authorization JWT': await new CodapClient(issuer, key, clientId).assertion({ authorization: { jti } }),
    'request object': requestObject({ key, clientId, issuer, claims: { jti } }),
    'DPoP proof': signedJwt(key, { typ: 'dpop+jwt', alg: key.alg, jwk }, proof),
    'DPoP nonce': nonce,
  };
}

/** The code of a device that the person allowed, and what another one shows that waits. */
async function ofDevices(issuer: string, person: Person) {
  const allowed = await deviceCodes(issuer);
  await allowDevice(person, issuer, allowed.user_code);
  return { 'device code': allowed.device_code, 'user code': (await deviceCodes(issuer)).user_code };
}

async function registered(issuer: string) {
  const { access_token: token } = await clientToken(issuer, 'admin');
  const order = { description: 'a hospital' };
  const invitation = await callRegistration(`${issuer}/oauth/initial-access-token`, { token, body: order });
  const { body } = await callRegistration(`${issuer}/oauth/register`, { token, body: LEAST });
  return { invitation: String(invitation.body['initial_access_token']), registration: body };
}

async function search(seeker: Person, issuer: string): Promise<Page> {
  const wish = requestUrl(issuer, { client_id: 'finder', scope: 'launch/patient patient/*.rs' });
  const page = await openSignedIn(seeker, wish, carla);
  return seeker.submit(page, { name: 'Marsh', action: 'search' });
}
