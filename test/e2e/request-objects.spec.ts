import * as client from 'openid-client';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answerOf,
  answerParameters,
  CHALLENGE,
  errorFacts,
  kindOf,
  openSignedIn,
  requestUrl,
} from '../support/authorization.js';
import { assertionFields, clientAssertion, signedJwt } from '../support/client-assertions.js';
import { cryptoKeyOf, keySetOf, newClientKey, startKeySite, type KeySite } from '../support/client-keys.js';
import { answered } from '../support/endpoint-calls.js';
import { Person, type Page } from '../support/person.js';
import { push, pushed, pushedUrl } from '../support/pushed.js';
import { requestObject, type RequestObjectWish } from '../support/request-objects.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const EVIL = 'https://evil.test/cb';
const key = newClientKey('PS256', 'signer');
const [older, foreign] = [newClientKey('ES256', 'second'), newClientKey('PS256', 'signer')];
const [publicApp] = testClients;
const signing = {
  ...publicApp,
  clientId: 'signing-app',
  publicJwks: keySetOf(key, older),
  tokenEndpointAuthSigningAlg: 'PS256',
  registeredRedirectUris: [REDIRECT_URI, 'https://app.example/other'],
};

let server: TestServer;
let keys: KeySite;
let documents: Server;
let documentAddress: string;
/** What the app publishes at its request_uri. */
let published = { body: '', type: 'application/oauth-authz-req+jwt', status: 200, hits: 0 };

beforeAll(async () => {
  keys = await startKeySite(key);
  documents = createServer((_request, response) => {
    published.hits += 1;
    response.writeHead(published.status, { 'content-type': published.type }).end(published.body);
  });
  await new Promise<void>((resolve) => documents.listen(0, '127.0.0.1', resolve));
  documentAddress = `http://127.0.0.1:${(documents.address() as AddressInfo).port}/request.jwt`;
  server = await startTestServer({
    clients: [
      ...testClients,
      signing,
      { ...signing, clientId: 'must-sign', requireSignedRequestObject: true },
      { ...signing, clientId: 'es-only', requestObjectSigningAlg: 'ES256' },
      { ...signing, clientId: 'untyped', untypedRequestObjects: true },
      { ...signing, clientId: 'by-url', publicJwks: '', jwksUrl: keys.url },
      { ...signing, clientId: 'publisher', requestUris: [documentAddress, 'https://127.0.0.1:1/gone.jwt'] },
    ],
    properties: [...wardModule, 'module.ward.config.request_objects.enabled=false', 'egress.allowed_hosts=127.0.0.1'],
  });
});

afterAll(async () => {
  await Promise.all([server.stop(), keys.stop()]);
  documents.close();
});

const object = (wish: Partial<RequestObjectWish> = {}): string =>
  requestObject({ key, clientId: 'signing-app', issuer: server.issuer, ...wish });
const ask = (parameters: Readonly<Record<string, string>>, person = new Person()): Promise<Page> =>
  person.open(`${server.issuer}/oauth/authorize?${new URLSearchParams(parameters).toString()}`);
const askSigned = (wish: Partial<RequestObjectWish> = {}, more: Readonly<Record<string, string>> = {}) =>
  ask({ client_id: wish.clientId ?? 'signing-app', request: object(wish), ...more });

describe('STD RFC9101-1, OM23: a signed request object', () => {
  test.each([
    { name: 'by an inline key', wish: {} },
    { name: 'by another inline key', wish: { key: older } },
    { name: 'by a key of the registered key set address', wish: { clientId: 'by-url' } },
    { name: 'by the only algorithm of the client', wish: { clientId: 'es-only', key: older } },
    { name: 'without typ, where the client may', wish: { clientId: 'untyped', header: { typ: undefined } } },
  ])('$name is all a request needs', async ({ wish }) => {
    const page = await askSigned(wish);

    expect(kindOf(page)).toBe('sign-in');
  });

  test('STD OID-10: leads to a code at the redirect URI and with the state that were signed', async () => {
    const query = new URLSearchParams({ client_id: 'signing-app', request: object() });
    const url = `${server.issuer}/oauth/authorize?${query.toString()}`;
    const person = new Person();
    const callback = answerOf(await person.approve(await openSignedIn(person, url, amelia)));

    expect(callback.href.startsWith(`${REDIRECT_URI}?code=`)).toBe(true);
    expect(callback.searchParams.get('state')).toBe('signed-state');
  });

  test('STD RFC9101-1, OM24, FP13: parameters outside of it do not count', async () => {
    const page = await askSigned(
      { claims: { prompt: 'none' } },
      {
        redirect_uri: 'https://app.example/other',
        state: 'unsigned',
        scope: 'openid user/*.cruds',
        response_type: 'token',
        prompt: 'login',
        nonce: 'x',
      },
    );

    expect(answerOf(page).href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
    expect(answerParameters(page)).toMatchObject({ error: 'login_required', state: 'signed-state' });
  });

  test('STD RFC9101-1: what is refused of it is told where the signed redirect URI is', async () => {
    const page = await askSigned({ claims: { scope: '"', redirect_uri: 'https://app.example/other' } });

    expect(answerOf(page).href.startsWith('https://app.example/other?error=invalid_scope')).toBe(true);
  });

  test('V-08: a signed redirect URI that is not registered is an error page, whatever stands outside', async () => {
    const page = await askSigned({ claims: { redirect_uri: EVIL } }, { redirect_uri: REDIRECT_URI });

    expect(page.headers.get('location')).toBeNull();
    expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'redirect_uri' });
  });

  test('X14: comes by a cross-site POST, too', async () => {
    const person = new Person();
    const page = await person.post(`${server.issuer}/oauth/authorize`, { client_id: 'signing-app', request: object() });

    expect(kindOf(page)).toBe('sign-in');
  });
});

describe('STD RFC9101-2, RFC9101-4: a request object that is refused', () => {
  const other = newClientKey('PS256', 'third');
  const attackerJwk = { ...foreign.jwk };

  test.each([
    { name: 'V-37: unsigned', request: () => signedJwt(key, { alg: 'none', kid: 'signer' }, {}) },
    { name: 'V-38: an HMAC', request: () => object({ header: { alg: 'HS256' } }) },
    { name: 'of another key with the same kid', request: () => object({ key: foreign }) },
    { name: 'of a key nobody registered', request: () => object({ key: other }) },
    { name: 'V-39: of a key in its own header', request: () => object({ key: foreign, header: { jwk: attackerJwk } }) },
    { name: 'V-39: of a key at an address of its own', request: () => object({ header: { jku: `${EVIL}/jwks` } }) },
    { name: 'changed after it was signed', request: () => changed(object()) },
    { name: 'without typ', request: () => object({ header: { typ: undefined } }) },
    { name: 'of another issuer', request: () => object({ claims: { iss: 'other' } }) },
    { name: 'for another server', request: () => object({ claims: { aud: 'https://other.example' } }) },
    { name: 'of another client', request: () => object({ clientId: 'must-sign' }) },
    { name: 'expired', request: () => object({ claims: { exp: 1 } }) },
    { name: 'without exp', request: () => object({ claims: { exp: undefined } }) },
    { name: 'V-45: for ten years', request: () => object({ claims: { exp: 2_200_000_000 } }) },
    { name: 'with a request inside', request: () => object({ claims: { request: 'x' } }) },
    { name: 'V-43: encrypted', request: () => `${object()}.a.b` },
    { name: 'V-42: a megabyte of dots', request: () => '.'.repeat(30_000) },
  ])('$name is invalid_request_object, told where the address says if that is registered', async ({ request }) => {
    const parameters = { client_id: 'signing-app', request: request(), redirect_uri: REDIRECT_URI, state: 's' };
    const [told, page] = [await ask(parameters), await ask({ client_id: 'signing-app', request: request() })];

    expect(answerParameters(told)).toMatchObject({ error: 'invalid_request_object', state: 's', iss: server.issuer });
    expect([page.headers.get('location'), errorFacts(page).parameter]).toEqual([null, 'request']);
  });

  test('STD RFC9101-2: another algorithm than the registered one', async () => {
    const page = await askSigned({ clientId: 'es-only' }, { redirect_uri: REDIRECT_URI });

    expect(answerParameters(page).error).toBe('invalid_request_object');
  });

  test.each(['request', 'client_id'])('V-07: %s twice beside it is refused', async (name) => {
    const query = new URLSearchParams({ client_id: 'signing-app', request: object(), redirect_uri: REDIRECT_URI });
    query.append(name, 'signing-app');
    const page = await new Person().open(`${server.issuer}/oauth/authorize?${query.toString()}`);

    expect(page.headers.get('location') ?? 'error=invalid_request&').toContain('error=invalid_request&');
  });

  test('STD RFC9101-1: request and request_uri at once', async () => {
    const page = await askSigned({}, { request_uri: documentAddress, redirect_uri: REDIRECT_URI });

    expect(answerParameters(page)).toMatchObject({ error: 'invalid_request' });
  });

  function changed(text: string): string {
    const [head = '', , signature = ''] = text.split('.');
    const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as object;
    return `${head}.${Buffer.from(JSON.stringify({ ...claims, scope: 'openid user/*.cruds' })).toString('base64url')}.${signature}`;
  }
});

describe('STD RFC9101-3: request_uri', () => {
  const fetched = (uri = documentAddress, more: Readonly<Record<string, string>> = {}) =>
    ask({ client_id: 'publisher', request_uri: uri, ...more });
  const told = (uri?: string) => fetched(uri, { redirect_uri: REDIRECT_URI, state: 's' });

  beforeEach(() => {
    const body = object({ clientId: 'publisher' });
    published = { body, type: 'application/oauth-authz-req+jwt', status: 200, hits: 0 };
  });

  test.each(['application/oauth-authz-req+jwt', 'application/jwt'])(
    'OM23: %s is fetched and honoured',
    async (type) => {
      published.type = type;

      expect(kindOf(await fetched())).toBe('sign-in');
      expect(published.hits).toBe(1);
    },
  );

  test('STD RFC9101-2: what is fetched must be signed all the same', async () => {
    published.body = object({ clientId: 'publisher', key: foreign });

    expect(answerParameters(await told())).toMatchObject({ error: 'invalid_request_object' });
  });

  test.each([
    { name: 'another address of the same host', uri: () => `${documentAddress}?x=1` },
    { name: 'the same without its path', uri: () => documentAddress.replace('/request.jwt', '/') },
    { name: 'V-76: an address of the machine', uri: () => 'http://127.0.0.1:22/request.jwt' },
    { name: 'V-76: a file', uri: () => 'file:///etc/passwd' },
    { name: 'V-76: cloud metadata', uri: () => 'http://169.254.169.254/latest' },
  ])('V-76: $name is invalid_request_uri, and nothing is fetched', async ({ uri }) => {
    expect(answerParameters(await told(uri()))).toMatchObject({ error: 'invalid_request_uri', state: 's' });
    expect(published.hits).toBe(0);
  });

  test.each([
    { name: 'not there', change: { status: 404 } },
    { name: 'a redirect', change: { status: 302 } },
    { name: 'a page', change: { type: 'text/html' } },
    { name: 'too large', change: { body: 'x'.repeat(70_000) } },
  ])('V-74: a document that is $name is invalid_request_uri', async ({ change }) => {
    published = { ...published, ...change };

    expect(answerParameters(await told())).toMatchObject({ error: 'invalid_request_uri' });
  });

  test('a registered address that nobody answers is invalid_request_uri', async () => {
    expect(answerParameters(await told('https://127.0.0.1:1/gone.jwt'))).toMatchObject({
      error: 'invalid_request_uri',
    });
  });

  test('STD OM22: a client without registered addresses is told that it is not supported', async () => {
    const url = requestUrl(server.issuer, { client_id: 'signing-app', request_uri: documentAddress });
    const page = await new Person().open(url);

    expect(answerParameters(page)).toMatchObject({ error: 'request_uri_not_supported', state: 'af0ifjsldkj' });
    expect(published.hits).toBe(0);
  });
});

describe('who may, and who must', () => {
  test('STD OM22, RFC9101-4: a client without keys is told that it is not supported, never ignored', async () => {
    const page = await new Person().open(requestUrl(server.issuer, { request: object({ clientId: 'public-app' }) }));

    expect(answerParameters(page)).toMatchObject({ error: 'request_not_supported', state: 'af0ifjsldkj' });
  });

  test('STD FP13: a client that must sign is refused without a signature', async () => {
    const parameters = { client_id: 'must-sign', redirect_uri: REDIRECT_URI };
    const plain = await new Person().open(requestUrl(server.issuer, parameters));
    const pushedPlain = await push(server.issuer, { ...parameters, ...assertionOf('must-sign') });
    const signed = await askSigned({ clientId: 'must-sign' });

    expect(answerParameters(plain)).toMatchObject({ error: 'invalid_request' });
    expect([pushedPlain.status, pushedPlain.body.error]).toEqual([400, 'invalid_request']);
    expect(kindOf(signed)).toBe('sign-in');
  });

  test('STD RFC9126-1, FP13: a pushed request object is verified, and what stands beside it does not count', async () => {
    const fields = { client_id: 'signing-app', ...assertionOf('signing-app'), redirect_uri: EVIL, scope: '"' };
    const uri = await pushed(server.issuer, { ...fields, request: object({ claims: { prompt: 'none' } }) });
    const page = await new Person().open(pushedUrl(server.issuer, uri, { client_id: 'signing-app' }));
    const forged = await push(server.issuer, {
      ...{ client_id: 'signing-app', ...assertionOf('signing-app') },
      request: object({ key: foreign }),
    });
    const nested = await push(server.issuer, {
      ...{ client_id: 'signing-app', ...assertionOf('signing-app') },
      request: object({ claims: { request_uri: 'urn:ietf:params:oauth:request_uri:x' } }),
    });

    expect(answerParameters(page)).toMatchObject({ error: 'login_required', state: 'signed-state' });
    expect([forged.status, forged.body.error]).toEqual([400, 'invalid_request_object']);
    expect([nested.status, nested.body.error]).toEqual([400, 'invalid_request_object']);
  });

  test('V-46, STD X24: a request object is no client assertion, and the other way round', async () => {
    const assertion = String(assertionOf('signing-app').client_assertion);
    const asRequest = await ask({ client_id: 'signing-app', request: assertion, redirect_uri: REDIRECT_URI });
    const asUntyped = await ask({
      client_id: 'untyped',
      request: String(assertionOf('untyped').client_assertion),
      redirect_uri: REDIRECT_URI,
    });
    const asAssertion = await push(server.issuer, {
      ...{ client_id: 'signing-app', ...assertionOf('signing-app') },
      client_assertion: object({ claims: { sub: 'signing-app', jti: 'x' } }),
    });

    expect(answerParameters(asRequest).error).toBe('invalid_request_object');
    expect(answerParameters(asUntyped).error).toBe('invalid_request_object');
    expect(asAssertion.body.error).toBe('invalid_client');
  });

  test('B-19: it is advertised where it is on', async () => {
    const { body } = await answered(fetch(`${server.issuer}/.well-known/openid-configuration`));

    expect(body).toMatchObject({
      request_parameter_supported: true,
      request_uri_parameter_supported: true,
      require_request_uri_registration: true,
      request_object_signing_alg_values_supported: expect.arrayContaining(['PS256', 'ES256', 'RS256']) as string[],
    });
    expect(body.request_object_signing_alg_values_supported).not.toContain('none');
  });

  test('B-19, STD OM22: and where it is off it is refused, and not advertised', async () => {
    const ward = `${server.issuer}/ward`;
    const { body } = await answered(fetch(`${ward}/.well-known/openid-configuration`));
    const signed = requestObject({ key, clientId: 'signing-app', issuer: ward });
    const page = await new Person().open(requestUrl(ward, { client_id: 'signing-app', request: signed }));

    expect(body).toMatchObject({ request_parameter_supported: false, request_uri_parameter_supported: false });
    expect(answerParameters(page)).toMatchObject({ error: 'request_not_supported' });
  });

  function assertionOf(clientId: string) {
    return assertionFields(clientAssertion({ key, clientId, audience: server.issuer }));
  }
});

describe('openid-client', () => {
  test('STD RFC9101-1: a request that it signed', async () => {
    const config = await client.discovery(new URL(server.issuer), 'signing-app', undefined, client.None(), {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
      execute: [client.allowInsecureRequests],
    });
    const parameters = {
      redirect_uri: REDIRECT_URI,
      scope: 'openid',
      state: 'from-the-library',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      prompt: 'none',
    };
    const signer = { key: await cryptoKeyOf(key), kid: key.kid };
    const url = await client.buildAuthorizationUrlWithJAR(config, parameters, signer);

    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request']);
    expect(answerParameters(await new Person().open(url.href))).toMatchObject({
      error: 'login_required',
      state: 'from-the-library',
    });
  });
});
