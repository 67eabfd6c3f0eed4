import { sha256Base64Url } from '#protocol/hash';
import { authorizeUrl, basic, postForm, redemption } from './app.js';
import { answerParameters, CHALLENGE, kindOf } from './authorization.js';
import { assertionFields, clientAssertion, serviceToken } from './client-assertions.js';
import { CodapClient } from './codap.js';
import { poll, typeCode } from './device.js';
import { postWithProof } from './dpop-calls.js';
import { DpopKey } from './dpop-key.js';
import { answered, introspect, refresh, userinfo, type Answer } from './endpoint-calls.js';
import { DEVICE, SESSION, signer, type Holdings, type Kind } from './every-value.js';
import { choicesOf, Person, type Page } from './person.js';
import { pushedUrl } from './pushed.js';
import { callRegistration, LEAST } from './registration-server.js';
import { rowsOf } from './rows.js';
import { SECRET } from './test-clients.js';
import { bertha } from './test-users.js';

/** What came of a value. */
export interface Shown {
  readonly taken: boolean;
  /** All that the answer tells: without what differs from one answer to the next whatever was presented. */
  readonly told: string;
}

/** Where values are presented. */
export interface Place {
  readonly issuer: string;
  readonly databaseUrl: string;
}

/** A place for values of some kinds. */
export interface Slot {
  readonly accepts: readonly Kind[];
  /** What it takes is over with that: only values of other kinds are presented. */
  readonly ends?: true;
  present(place: Place, value: string, held: Holdings): Promise<Shown>;
}

/** In the order in which a value can be used for all that it is good for. */
export const slots: Readonly<Record<string, Slot>> = {
  'token of introspection': {
    accepts: ['access token', 'refresh token'],
    present: async ({ issuer }, value) =>
      byAnswer(await introspect(issuer, value), ({ body }) => body['active'] === true),
  },
  'token of revocation': {
    accepts: ['access token', 'refresh token'],
    ends: true,
    present: async ({ issuer }, token) =>
      byAnswer(await answered(postForm(`${issuer}/oauth/revoke`, { token, client_id: 'public-app' })), () => false),
  },
  code: {
    accepts: ['authorization code'],
    present: async ({ issuer }, code, { issued }) =>
      byAnswer(await answered(postForm(`${issuer}/oauth/token`, { ...redemption(issued), code }))),
  },
  refresh_token: {
    accepts: ['refresh token'],
    present: async ({ issuer }, value) => byAnswer(await refresh(issuer, value)),
  },
  'access token of userinfo': {
    accepts: ['access token'],
    present: async ({ issuer }, value) => byAnswer(await userinfo(issuer, value)),
  },
  subject_token: {
    accepts: ['access token'],
    present: async ({ issuer }, subject_token) => byAnswer(await exchange(issuer, { subject_token })),
  },
  device_code: {
    accepts: ['device code'],
    present: async ({ issuer }, value) => byAnswer(await poll(issuer, value)),
  },
  user_code: {
    accepts: ['user code'],
    present: async ({ issuer }, value, { person }) =>
      byPage(await typeCode(person, issuer, value), ({ status }) => status === 200),
  },
  request_uri: {
    accepts: ['request_uri'],
    present: async ({ issuer }, value, { person }) => byPage(await person.open(pushedUrl(issuer, value)), isApproval),
  },
  request: {
    accepts: ['request object'],
    present: async ({ issuer }, request, { person }) => {
      const { clientId: client_id } = signer;
      const query = new URLSearchParams({ client_id, request }).toString();
      return byPage(await person.open(`${issuer}/oauth/authorize?${query}`), isApproval);
    },
  },
  launch: { accepts: ['launch value'], present: launch },
  id_token_hint: {
    accepts: ['ID token'],
    present: async ({ issuer }, id_token_hint, { person }) => {
      const hinted = authorizeUrl(issuer, { code_challenge: CHALLENGE, prompt: 'none', id_token_hint });
      return byPage(await person.request(hinted), (page) => answerParameters(page)['error'] !== 'invalid_request');
    },
  },
  interaction: {
    accepts: ['handle of a request'],
    present: async ({ issuer }, value, { person }) => byPage(await person.open(resumed(issuer, value)), isApproval),
  },
  _csrf: {
    accepts: ['CSRF token'],
    present: async (_place, _csrf, { person, approval }) => {
      const answer = await person.submit(approval, { _csrf, user_oauth_approval: 'false' });
      return byPage(answer, (page) => kindOf(page) === 'answer');
    },
  },
  'cookie of a session': {
    accepts: ['session cookie'],
    present: async ({ issuer }, value) => {
      const silent = authorizeUrl(issuer, { code_challenge: CHALLENGE, prompt: 'none' });
      const page = await browserWith(SESSION, value).request(silent);
      return byPage(page, () => answerParameters(page)['error'] !== 'login_required');
    },
  },
  'cookie of a browser that is to sign in': {
    accepts: ['anonymous cookie'],
    present: async (_place, value, { signIn }) =>
      byPage(await browserWith(SESSION, value).open(signIn.url), (page) => kindOf(page) === 'sign-in'),
  },
  'cookie of a known device': {
    accepts: ['device cookie'],
    present: async ({ issuer }, value) => {
      const browser = browserWith(DEVICE, value);
      const form = await browser.open(authorizeUrl(issuer, { code_challenge: CHALLENGE }));
      return byPage(await browser.signIn(form, bertha), isApproval);
    },
  },
  search: {
    accepts: ['sealed search'],
    present: async (_place, value, { seeker, found }) => {
      const url = new URL(found.url);
      url.searchParams.set('search', value);
      return byPage(await seeker.open(url.href), (page) => choicesOf(page).length > 0);
    },
  },
  'token of a registration': {
    accepts: ['initial access token', 'access token'],
    present: async ({ issuer }, token) =>
      byAnswer(
        await callRegistration(`${issuer}/oauth/register`, { token, body: LEAST }),
        ({ status }) => status === 201,
      ),
  },
  'token of a registered client': {
    accepts: ['registration access token'],
    present: async (_place, token, { registered: { uri } }) =>
      byAnswer(await callRegistration(uri, { method: 'GET', token })),
  },
  client_secret: {
    accepts: ['client secret'],
    present: async ({ issuer }, value, { registered: { clientId } }) =>
      byAnswer(await answered(postForm(`${issuer}/oauth/introspect`, { token: 'x' }, basic(clientId, value)))),
  },
  client_assertion: {
    accepts: ['client assertion'],
    present: async ({ issuer }, value) => byAnswer(await serviceToken(issuer, value)),
  },
  assertion: {
    accepts: ['authorization JWT'],
    present: async ({ issuer }, assertion) => {
      const { clientId, key } = signer;
      const proof = assertionFields(clientAssertion({ key, clientId, audience: issuer }));
      return byAnswer(await new CodapClient(issuer, key, clientId).send({ ...proof, assertion }));
    },
  },
  'DPoP header': {
    accepts: ['DPoP proof'],
    present: async ({ issuer }, dpop) => {
      const headers = { ...basic('backend', SECRET), dpop };
      return byAnswer(await answered(postForm(`${issuer}/oauth/token`, { grant_type: 'client_credentials' }, headers)));
    },
  },
  'nonce of a DPoP proof': {
    accepts: ['DPoP nonce'],
    present: async ({ issuer }, nonce) => {
      const more = { headers: basic('backend', SECRET), wish: { claims: { nonce } } };
      const fields = { grant_type: 'client_credentials' };
      return byAnswer(await postWithProof(`${issuer}/oauth/token`, fields, new DpopKey(), more));
    },
  },
  'id_token_hint of /logout': {
    accepts: ['ID token'],
    present: async ({ issuer }, id_token_hint) =>
      byAnswer(await answered(postForm(`${issuer}/logout`, { id_token_hint })), ({ status }) => status === 204),
  },
};

const isOk = ({ status }: Answer): boolean => status === 200;
const isApproval = (page: Page): boolean => kindOf(page) === 'approval';

function byAnswer(answer: Answer, isTaken = isOk): Shown {
  const { status, text, headers } = answer;
  return { taken: isTaken(answer), told: `${String(status)} ${text} ${headers.get('www-authenticate') ?? ''}` };
}

/** A page but for its addresses and hidden fields, and the number under which the log has it. */
function byPage(page: Page, isTaken: (page: Page) => boolean): Shown {
  const text = page.text
    .replaceAll(/\b(?:value|href|action|nonce)="[^"]*"/g, '')
    .replace(/(id="error-reference"[^>]*>)[^<]*/, '$1');
  const error = page.headers.has('location') ? JSON.stringify({ ...answerParameters(page), code: '' }) : '';
  return { taken: isTaken(page), told: `${String(page.status)} ${error} ${text}` };
}

/** Honoured when the patient of the order is in context: what is no launch value of ours is for scripts, and counts for nothing by itself (ruling 41). */
async function launch({ issuer, databaseUrl }: Place, value: string, { person }: Holdings): Promise<Shown> {
  const parameters = { client_id: 'launched', scope: 'launch', launch: value, code_challenge: CHALLENGE };
  const page = await person.request(authorizeUrl(issuer, parameters));
  const text = `select details->'launchContext'->'resources' as resources from authorization_code where code_hash = $1`;
  const codeHash = sha256Base64Url(answerParameters(page)['code'] ?? '');
  const [row] = await rowsOf<{ resources: unknown }>(databaseUrl, text, [codeHash]);
  return byPage(page, () => JSON.stringify(row?.resources ?? []).includes('"777"'));
}

async function exchange(issuer: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' };
  const type = { subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
  return answered(postForm(`${issuer}/oauth/token`, { ...grant, ...type, ...fields }, basic('exchanger', SECRET)));
}

function browserWith(cookie: string, value: string): Person {
  const browser = new Person();
  browser.plant(cookie, value);
  return browser;
}

function resumed(issuer: string, interaction: string): string {
  return `${issuer}/oauth/authorize?${new URLSearchParams({ interaction }).toString()}`;
}
