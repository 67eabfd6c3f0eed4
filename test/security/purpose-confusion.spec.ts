import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { authorizeUrl, basic, obtainCode, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import { sha256Base64Url } from '#protocol/hash';
import { answerParameters, CHALLENGE, handleOf, kindOf } from '../support/authorization.js';
import { allowDevice, deviceCodes, poll, typeCode } from '../support/device.js';
import { ehrClient, newLaunch } from '../support/ehr.js';
import { answered, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { pushed, pushedUrl } from '../support/pushed.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, ...otherClients] = testClients;
const webApp = testClients.find(({ clientId }) => clientId === 'web-app');
/** Gets what an EHR ordered without anybody being asked. */
const launchedApp = { ...publicApp, clientId: 'launched', scopes: ['launch'], autoApproveScopes: ['launch'] };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('V-22, R-02: a value opens its own slot and no other', () => {
  let server: TestServer;
  beforeAll(async () => {
    const tv = { ...publicApp, clientId: 'tv', allowedGrantTypes: ['DEVICE_CODE'], registeredRedirectUris: [] };
    const exchanger = { ...webApp, clientId: 'exchanger', allowedGrantTypes: ['TOKEN_EXCHANGE'] };
    const clients = [{ ...publicApp, tokenExchangeClients: ['exchanger'] }, ...otherClients];
    server = await startTestServer({
      clients: [...clients, tv, exchanger, ehrClient, launchedApp],
      properties: ['device_grant', 'token_exchange'].map((grant) => `module.smart_auth.config.${grant}.enabled=true`),
    });
  });
  afterAll(() => server.stop());

  /** One value of every kind, all of one person. */
  interface Holdings {
    readonly person: Person;
    readonly issued: IssuedCode;
    readonly tokens: Tokens;
    readonly cookie: readonly [name: string, value: string];
    readonly page: Page;
    readonly requestUri: string;
    readonly launch: string;
    /** Of a device that the person allowed. */
    readonly deviceCode: string;
    /** Of a device that waits. */
    readonly userCode: string;
  }

  const kinds = [
    'code',
    'refresh token',
    'request_uri',
    'handle',
    'CSRF token',
    'cookie',
    'device code',
    'user code',
    'access token',
    'ID token',
    'launch',
  ] as const;
  type Kind = (typeof kinds)[number];

  async function holdings(): Promise<Holdings> {
    const person = new Person();
    const tokens = await tokensFor(server.issuer, { person });
    const issued = await obtainCode(server.issuer, {}, person);
    const page = await person.open(authorizeUrl(server.issuer, { code_challenge: CHALLENGE, prompt: 'consent' }));
    const [name = '', ...value] = (
      person.cookieHeader.split('; ').find((each) => each.includes('session')) ??
      person.cookieHeader.split('; ')[0] ??
      ''
    ).split('=');
    const requestUri = await pushed(server.issuer);
    const { launch } = await newLaunch(server.issuer, { clientId: 'launched', user: 'amelia', patient: '777' });
    const allowed = await deviceCodes(server.issuer);
    await allowDevice(new Person(), server.issuer, allowed.user_code);
    const { user_code: userCode } = await deviceCodes(server.issuer);
    const device = { deviceCode: allowed.device_code, userCode };
    return { person, tokens, issued, page, requestUri, ...device, cookie: [name, value.join('=')], launch };
  }

  function valueOf(kind: Kind, held: Holdings): string {
    const { tokens, issued, page, requestUri, cookie, launch } = held;
    const values: Readonly<Record<Kind, string>> = {
      code: issued.code,
      'refresh token': tokens.refresh_token,
      request_uri: requestUri,
      handle: handleOf(page),
      'CSRF token': hiddenFields(page)._csrf ?? '',
      cookie: cookie[1],
      'device code': held.deviceCode,
      'user code': held.userCode,
      'access token': tokens.access_token,
      'ID token': tokens.id_token,
      launch,
    };
    return values[kind];
  }

  /** Presents a value where one of this kind belongs; true when it was taken for one. */
  async function isTaken(slot: Kind, value: string, { person, issued, page, cookie }: Holdings): Promise<boolean> {
    switch (slot) {
      case 'code':
        return (await postForm(`${server.issuer}/oauth/token`, { ...redemption(issued), code: value })).ok;
      case 'refresh token':
        return (await refresh(server.issuer, value)).status === 200;
      case 'request_uri':
        return kindOf(await person.open(pushedUrl(server.issuer, value))) === 'approval';
      case 'handle': {
        const query = new URLSearchParams({ interaction: value }).toString();
        return kindOf(await person.open(`${server.issuer}/oauth/authorize?${query}`)) === 'approval';
      }
      case 'CSRF token': {
        const answer = await person.submit(page, { _csrf: value, user_oauth_approval: 'false' });
        return kindOf(answer) === 'answer';
      }
      case 'cookie': {
        const visitor = new Person();
        visitor.plant(cookie[0], value);
        const silent = await visitor.request(
          authorizeUrl(server.issuer, { code_challenge: CHALLENGE, prompt: 'none' }),
        );
        return !(silent.headers.get('location') ?? '').includes('login_required');
      }
      case 'device code':
        return (await poll(server.issuer, value)).status === 200;
      case 'user code':
        return (await typeCode(person, server.issuer, value)).status === 200;
      case 'access token':
        return (await userinfo(server.issuer, value)).status === 200;
      case 'launch': {
        const launched = { client_id: 'launched', scope: 'launch', launch: value, code_challenge: CHALLENGE };
        const code = answerParameters(await person.request(authorizeUrl(server.issuer, launched))).code ?? '';
        const text = `select details->'launchContext'->'resources' as resources from authorization_code where code_hash = $1`;
        const [row] = await rowsOf<{ resources: unknown }>(server.databaseUrl, text, [sha256Base64Url(code)]);
        return JSON.stringify(row?.resources ?? []).includes('"777"');
      }
      case 'ID token': {
        const hinted = authorizeUrl(server.issuer, { code_challenge: CHALLENGE, prompt: 'none', id_token_hint: value });
        return !(await person.request(hinted)).headers.get('location')?.includes('error=invalid_request');
      }
    }
  }

  test.each(kinds)('the %s', async (kind) => {
    const held = await holdings();
    const value = valueOf(kind, held);
    const takenAs: Kind[] = [];

    expect(value.length).toBeGreaterThan(kind === 'user code' ? 7 : 15);
    for (const slot of kinds.filter((each) => each !== kind)) if (await isTaken(slot, value, held)) takenAs.push(slot);

    expect(takenAs).toEqual([]);
    expect(await isTaken(kind, value, held)).toBe(true);
  });

  test('STD RFC8693-3: token exchange takes access tokens only', async () => {
    const held = await holdings();
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' };
    const type = { subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
    const isExchanged = async (kind: Kind): Promise<boolean> => {
      const fields = { ...grant, ...type, subject_token: valueOf(kind, held) };
      return (await postForm(`${server.issuer}/oauth/token`, fields, basic('exchanger', SECRET))).ok;
    };
    const taken: Kind[] = [];

    for (const kind of kinds) if (await isExchanged(kind)) taken.push(kind);

    expect(taken).toEqual(['access token']);
  });

  test('STD X11: introspection knows access and refresh tokens only', async () => {
    const held = await holdings();
    const active: Kind[] = [];

    for (const kind of kinds)
      if ((await introspect(server.issuer, valueOf(kind, held))).body.active === true) active.push(kind);

    expect(active).toEqual(['refresh token', 'access token']);
  });
});

describe('tokens that are not ours', () => {
  let server: TestServer;
  let tokens: Tokens;
  let published: readonly JWK[];
  let lure: Server;
  let visits = 0;
  const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attackerJwk = attacker.publicKey.export({ format: 'jwk' });

  beforeAll(async () => {
    server = await startTestServer();
    tokens = await tokensFor(server.issuer);
    published = (await answered(fetch(`${server.issuer}/jwk`))).body.keys as JWK[];
    lure = createServer((_request, response) => {
      visits += 1;
      response.end(JSON.stringify({ keys: [{ ...attackerJwk, kid: 'lure' }] }));
    });
    await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await server.stop();
    lure.close();
  });

  /** A true token, whose header and signature are to be replaced. */
  type Genuine = 'access_token' | 'id_token';
  const headerOf = (kind: Genuine): Record<string, unknown> => decode(tokens[kind].split('.')[0]);
  const payloadOf = (kind: Genuine): string => tokens[kind].split('.')[1] ?? '';
  const signatureOf = (kind: Genuine): string => tokens[kind].split('.')[2] ?? '';

  /** The claims of the true token under another header, signed by the attacker. */
  function resigned(kind: Genuine, header: object, key: KeyObject = attacker.privateKey): string {
    const input = `${encode(header)}.${payloadOf(kind)}`;
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
  }

  function withSignature(kind: Genuine, header: object, signature: string): string {
    return `${encode(header)}.${payloadOf(kind)}.${signature}`;
  }

  function hmac(kind: Genuine, secret: string | Buffer): string {
    const input = `${encode({ ...headerOf(kind), alg: 'HS256' })}.${payloadOf(kind)}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  }

  const rsa = (): JWK => published.find(({ kty }) => kty === 'RSA') ?? {};
  const ec = (): JWK => published.find(({ kty }) => kty === 'EC') ?? {};
  const pem = (): string =>
    createPublicKey({ key: rsa(), format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;
  const der = (): Buffer => createPublicKey({ key: rsa(), format: 'jwk' }).export({ type: 'spki', format: 'der' });
  const lureUrl = (): string => `http://127.0.0.1:${String((lure.address() as AddressInfo).port)}/keys`;

  const forgeries: readonly { name: string; forge: (kind: Genuine) => string }[] = [
    ...['none', 'None', 'nOnE', ''].map((alg) => ({
      name: `V-37: alg "${alg}"`,
      forge: (kind: Genuine) => withSignature(kind, { ...headerOf(kind), alg }, ''),
    })),
    {
      name: 'V-37: no alg',
      forge: (kind) => {
        const { alg: _alg, ...header } = headerOf(kind);
        return withSignature(kind, header, signatureOf(kind));
      },
    },
    { name: 'V-37: no signature', forge: (kind) => withSignature(kind, headerOf(kind), '') },
    { name: 'V-37: two segments', forge: (kind) => `${encode(headerOf(kind))}.${payloadOf(kind)}` },
    { name: 'V-38: HMAC with the PEM', forge: (kind) => hmac(kind, pem()) },
    { name: 'V-38: HMAC with the PEM without its last newline', forge: (kind) => hmac(kind, pem().trim()) },
    { name: 'V-38: HMAC with the DER', forge: (kind) => hmac(kind, der()) },
    { name: 'V-38: HMAC with the JWK', forge: (kind) => hmac(kind, JSON.stringify(rsa())) },
    { name: 'V-38: HMAC with the modulus', forge: (kind) => hmac(kind, Buffer.from(rsa().n ?? '', 'base64url')) },
    { name: 'V-39: a key in the header', forge: (kind) => resigned(kind, { ...headerOf(kind), jwk: attackerJwk }) },
    ...['jku', 'x5u'].map((name) => ({
      name: `V-39: ${name}`,
      forge: (kind: Genuine) => resigned(kind, { ...headerOf(kind), kid: 'lure', [name]: lureUrl() }),
    })),
    { name: 'V-39: x5c', forge: (kind) => resigned(kind, { ...headerOf(kind), x5c: [der().toString('base64')] }) },
    ...['../../dev/null', "' OR 1=1--", '__proto__', 'constructor', 'a\u0000b', 'x'.repeat(20_000), 7, ['a'], null].map(
      (kid) => ({
        name: `V-40: kid ${JSON.stringify(kid).slice(0, 20)}`,
        forge: (kind: Genuine) => resigned(kind, { ...headerOf(kind), kid }),
      }),
    ),
    {
      name: 'V-40: no kid',
      forge: (kind) => {
        const { kid: _kid, ...header } = headerOf(kind);
        return resigned(kind, header);
      },
    },
    ...[0, 63, 64, 65].map((bytes) => ({
      name: `V-41: ES256 with ${String(bytes)} zero bytes`,
      forge: (kind: Genuine) =>
        withSignature(
          kind,
          { ...headerOf(kind), alg: 'ES256', kid: ec().kid },
          Buffer.alloc(bytes).toString('base64url'),
        ),
    })),
    {
      name: 'V-42: an encrypted one',
      forge: () => `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AAAA.AAAA.AAAA`,
    },
    {
      name: 'V-42: PBES2',
      forge: () => `${encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2 ** 31 })}.AA.AA.AA.AA`,
    },
    { name: 'V-42: nothing but dots', forge: () => '.'.repeat(7_000) },
    {
      name: 'V-42: a header nested deeply',
      forge: (kind) => `${Buffer.from('['.repeat(5_000)).toString('base64url')}.${payloadOf(kind)}.AA`,
    },
    ...[['x'], [], ['b64']].map((crit) => ({
      name: `V-43: crit ${JSON.stringify(crit)}`,
      forge: (kind: Genuine) => withSignature(kind, { ...headerOf(kind), crit }, signatureOf(kind)),
    })),
    { name: "V-46: signed by another's key", forge: (kind) => resigned(kind, headerOf(kind)) },
    {
      name: 'V-46: the signature of the other token',
      forge: (kind) =>
        withSignature(kind, headerOf(kind), signatureOf(kind === 'id_token' ? 'access_token' : 'id_token')),
    },
    {
      name: 'V-46: another typ over the same claims',
      forge: (kind) => withSignature(kind, { ...headerOf(kind), typ: 'logout+jwt' }, signatureOf(kind)),
    },
  ];

  test.each(forgeries)('$name is no access token', async ({ forge }) => {
    const forged = forge('access_token');

    expect((await userinfo(server.issuer, forged)).status).toBeGreaterThanOrEqual(400);
    expect((await introspect(server.issuer, forged)).text).toBe('{"active":false}');
  });

  test.each(forgeries)('$name is no id_token_hint', async ({ forge }) => {
    const fields = new URLSearchParams({ id_token_hint: forge('id_token') });

    const response = await fetch(`${server.issuer}/logout`, { method: 'POST', body: fields });

    expect([400, 413]).toContain(response.status);
  });

  test('V-39: nobody fetched a key from an address in a token', () => {
    expect(visits).toBe(0);
  });

  test('the true tokens are good all the same', async () => {
    const fields = new URLSearchParams({ id_token_hint: tokens.id_token });

    expect((await userinfo(server.issuer, tokens.access_token)).status).toBe(200);
    expect((await fetch(`${server.issuer}/logout`, { method: 'POST', body: fields })).status).toBe(204);
  });
});
