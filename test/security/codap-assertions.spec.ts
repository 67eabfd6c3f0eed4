import { createHmac, createPublicKey } from 'node:crypto';
import { assertionFields, base64url, clientAssertion, serviceToken, signedJwt } from '../support/client-assertions.js';
import { keySetOf, newClientKey, startKeySite, type KeySite } from '../support/client-keys.js';
import {
  CodapClient,
  DOCUMENTED_SCRIPT,
  ORGANIZATION,
  patient,
  practitioner,
  type CodapWish,
} from '../support/codap.js';
import type { Answer } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { wardModule } from '../support/ward-module.js';

const rsa = newClientKey('RS384', 'rsa');
const ec = newClientKey('ES384', 'ec');
const p256 = newClientKey('ES256', 'p256');
/** Another client's key, under a kid of the first one's. */
const foreign = newClientKey('RS384', 'rsa');
/** A defined server's key; a client has it as well. */
const hospital = newClientKey('ES384', 'hospital');
const HOSPITAL = 'https://idp.hospital.example';

const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const client = (clientId: string, publicJwks: string, more: object = {}) => ({
  ...backend,
  clientId,
  allowedGrantTypes: ['JWT_BEARER', 'CLIENT_CREDENTIALS'],
  scopes: ['patient/*.rs', 'system/*.rs', 'openid'],
  clientSecrets: [],
  publicJwks,
  codapIssuers: [ORGANIZATION],
  ...more,
});
const clients = [
  ...testClients,
  client('partner', keySetOf(rsa, ec, p256)),
  client('other', keySetOf(foreign)),
  client('strict', keySetOf(rsa), { strictAssertionAudience: true }),
  client('pinned', keySetOf({ ...rsa, jwk: { ...rsa.jwk, alg: undefined } }), { tokenEndpointAuthSigningAlg: 'RS256' }),
  client('twin', keySetOf(rsa)),
  client('bridge', keySetOf(rsa, hospital), { codapIssuers: [] }),
  client('bare', keySetOf(rsa), { codapIssuers: [] }),
];
const servers = [
  {
    nodeId: 'Master',
    moduleId: 'smart_auth',
    name: 'Hospital',
    issuer: HOSPITAL,
    validationJwkText: keySetOf(hospital),
  },
];

/** Counts its runs where the test can see them: by what it logs. */
const SCRIPT = DOCUMENTED_SCRIPT.replace(
  'var outcome',
  "Log.info('seen ' + theRequest.authorizationToken.getClaim('jti'));\n\tvar outcome",
);

let server: TestServer;
let ehr: CodapClient;
let site: KeySite;

beforeAll(async () => {
  site = await startKeySite(foreign);
  server = await startTestServer({
    clients,
    files: { 'codap.js': SCRIPT, 'servers.json': JSON.stringify({ servers }) },
    properties: [
      'module.smart_auth.config.codap.enabled=true',
      'module.smart_auth.config.codap.auth_script.file=classpath:codap.js',
      'module.smart_auth.config.seed_servers.file=classpath:servers.json',
      ...wardModule,
    ],
  });
  ehr = new CodapClient(server.issuer, rsa);
});
afterAll(async () => {
  await server.stop();
  await site.stop();
});

const codeOf = ({ status, body }: Answer): string => (status === 200 ? 'granted' : String(body['error']));
const outcome = async (wish: CodapWish = {}): Promise<string> => codeOf(await ehr.ask(wish));
/** With an authorization JWT as it is written here. */
const outcomeOf = async (assertion: string, wish: CodapWish = {}): Promise<string> =>
  codeOf(await ehr.send({ ...assertionFields(await ehr.authentication(wish)), assertion }));
/** How often the script was asked about a JWT. */
async function runsOf(jti: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    server.databaseUrl,
    `select count(*)::int as count from audit_event where kind = 'SCRIPT' and detail::text like $1`,
    [`%seen ${jti}%`],
  );
  return row?.count ?? 0;
}

describe('V-35, STD CO4: each JWT is used once', () => {
  test('of 16 requests with one authorization JWT one is granted', async () => {
    const assertion = await ehr.assertion();
    const answers = await Promise.all(Array.from({ length: 16 }, () => outcomeOf(assertion)));

    expect(answers.toSorted()).toEqual(['granted', ...Array.from({ length: 15 }, () => 'invalid_grant')].toSorted());
  });

  test('of 16 requests with one authentication JWT one is granted', async () => {
    const authentication = assertionFields(await ehr.authentication());
    const assertions = await Promise.all(Array.from({ length: 16 }, () => ehr.assertion()));
    const answers = await Promise.all(
      assertions.map(async (assertion) => codeOf(await ehr.send({ ...authentication, assertion }))),
    );

    expect(answers.toSorted()).toEqual(['granted', ...Array.from({ length: 15 }, () => 'invalid_client')].toSorted());
  });

  test('the same jti in another JWT of the organisation is refused, whichever client brings it', async () => {
    const authorization = { jti: 'once-only' };
    const first = await outcome({ authorization });
    const again = await outcome({ authorization: { ...authorization, reason_for_request: 'ETREAT' }, key: ec });
    const twins = await outcome({ authorization, clientId: 'twin' });

    expect([first, again, twins]).toEqual(['granted', 'invalid_grant', 'invalid_grant']);
  });

  test('V-22: a jti of one kind is free in the other', async () => {
    const claims = { jti: 'of-both' };

    expect(await outcome({ authorization: claims, authentication: claims })).toBe('granted');
  });

  test('a refused JWT is not used up: not by a forged signature, a wrong scope, another client', async () => {
    const authorization = { jti: 'not-used-yet' };
    const refused = [
      await outcome({ authorization, authorizationKey: foreign }),
      await outcome({ authorization: { ...authorization, requested_scopes: 'user/*.rs' } }),
      await outcome({ authorization, clientId: 'other', key: foreign, authorizationKey: rsa }),
    ];

    expect(refused).toEqual(['invalid_grant', 'invalid_scope', 'invalid_grant']);
    expect(await outcome({ authorization })).toBe('granted');
  });
});

describe('V-36, ruling 43: the audience of the authorization JWT', () => {
  const audiences: Readonly<Record<string, () => unknown>> = {
    'the token endpoint': () => `${server.issuer}/oauth/token`,
    'the issuer': () => server.issuer,
    'a list of the token endpoint': () => [`${server.issuer}/oauth/token`],
    'the issuer with a slash': () => `${server.issuer}/`,
    'another module': () => `${server.issuer}/ward/oauth/token`,
    'the PAR endpoint': () => `${server.issuer}/oauth/par`,
    'other letters': () => `${server.issuer}/oauth/TOKEN`,
    'somebody else': () => 'https://evil.test',
    nothing: () => undefined,
  };

  test.each([
    { clientId: 'partner', accepted: ['the token endpoint', 'the issuer'] },
    { clientId: 'strict', accepted: ['the issuer'] },
  ])('$clientId may use $accepted and nothing else', async ({ clientId, accepted }) => {
    const granted: string[] = [];
    for (const [name, aud] of Object.entries(audiences)) {
      const authentication = { aud: server.issuer };
      if ((await outcome({ clientId, authentication, authorization: { aud: aud() } })) === 'granted')
        granted.push(name);
    }

    expect(granted).toEqual(accepted);
  });
});

describe('V-37 to V-43: what the header says', () => {
  test.each(['none', 'None', '', undefined])('V-37: alg %p is refused, signed or not', async (alg) => {
    const signed = await ehr.assertion({ authorizationHeader: { alg } });
    const [header = '', payload = ''] = signed.split('.');

    for (const text of [signed, `${header}.${payload}.`, `${header}.${payload}`])
      expect(await outcomeOf(text)).toBe('invalid_grant');
  });

  test('V-38: HMAC with a form of the public key is refused', async () => {
    const pem = createPublicKey({ key: rsa.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
    for (const secret of [pem, pem.trimEnd(), JSON.stringify(rsa.jwk), rsa.kid]) {
      const input = `${base64url({ alg: 'HS384', kid: 'rsa', typ: 'JWT' })}.${base64url(ehr.claims())}`;
      const mac = createHmac('sha384', secret).update(input).digest('base64url');

      expect(await outcomeOf(`${input}.${mac}`)).toBe('invalid_grant');
    }
  });

  test('R-13: the algorithm is that of module, client and key', async () => {
    const by = (clientId: string, alg: string) =>
      outcome({
        clientId,
        key: clientId === 'pinned' ? { ...rsa, alg: 'RS256' } : rsa,
        authorizationKey: { ...rsa, alg },
      });

    expect([await by('partner', 'RS384'), await by('partner', 'RS256'), await by('partner', 'PS384')]).toEqual([
      'granted',
      'invalid_grant',
      'invalid_grant',
    ]);
    expect([await by('pinned', 'RS256'), await by('pinned', 'RS384')]).toEqual(['granted', 'invalid_grant']);
    expect(await outcome({ authorizationKey: p256 })).toBe('invalid_grant');
    expect(await outcome({ authorizationKey: ec })).toBe('granted');
  });

  test.each<{ name: string; header: () => Readonly<Record<string, unknown>> }>([
    { name: 'V-39: a key', header: () => ({ jwk: foreign.jwk }) },
    { name: 'V-39: the address of keys', header: () => ({ jku: site.url }) },
    { name: 'V-39: the address of a certificate', header: () => ({ x5u: site.url }) },
    { name: 'V-39: a certificate', header: () => ({ x5c: [base64url('none')] }) },
    { name: 'V-40: a path as kid', header: () => ({ kid: '../../dev/null' }) },
    { name: 'V-40: SQL as kid', header: () => ({ kid: "' OR 1=1--" }) },
    { name: 'V-40: __proto__ as kid', header: () => ({ kid: '__proto__' }) },
    { name: 'V-40: a kid of 40 KB', header: () => ({ kid: 'k'.repeat(40_000) }) },
    { name: 'V-40: a list as kid', header: () => ({ kid: ['rsa'] }) },
    { name: 'V-40: no kid', header: () => ({ kid: undefined }) },
    { name: 'V-43: crit', header: () => ({ crit: ['exp'], exp: 1 }) },
    { name: 'V-43: an unencoded payload', header: () => ({ b64: false, crit: ['b64'] }) },
    { name: 'V-46: the typ of client assertions', header: () => ({ typ: 'client-authentication+jwt' }) },
    { name: 'V-46: the typ of access tokens', header: () => ({ typ: 'at+jwt' }) },
  ])('$name is refused, and nobody is called', async ({ name, header }) => {
    const authorizationKey = name.startsWith('V-39') ? foreign : rsa;

    expect(await outcome({ authorizationKey, authorizationHeader: header() })).toBe('invalid_grant');
    expect(site.hits).toBe(0);
  });

  test('V-41: a signature of zeros', async () => {
    const [header, payload] = (await ehr.assertion({ authorizationKey: ec })).split('.');

    expect(await outcomeOf(`${header}.${payload}.${Buffer.alloc(96).toString('base64url')}`)).toBe('invalid_grant');
  });

  test('V-42: 64 KB are read, and what is longer is refused before it is decoded', async () => {
    const long = (length: number) => ({ requested_record: { ...patient, text: { div: 'x'.repeat(length) } } });

    expect(await outcome({ authorization: long(45_000) })).toBe('granted');
    expect(await outcome({ authorization: long(60_000) })).toMatch(/^invalid_(?:grant|request)$/);
  });
});

describe('V-45, STD CO3: claims', () => {
  const now = (): number => Math.floor(Date.now() / 1_000);

  test.each<{ name: string; change: () => Readonly<Record<string, unknown>> }>([
    { name: 'no exp', change: () => ({ exp: undefined }) },
    { name: 'an exp that has passed', change: () => ({ exp: now() - 1 }) },
    { name: 'an exp in an hour', change: () => ({ exp: now() + 3_600 }) },
    { name: 'an nbf ahead', change: () => ({ nbf: now() + 90 }) },
    { name: 'an iat ahead', change: () => ({ iat: now() + 90 }) },
    { name: 'no iat', change: () => ({ iat: undefined }) },
    { name: 'no jti', change: () => ({ jti: undefined }) },
    { name: 'no acr', change: () => ({ acr: undefined }) },
    { name: 'no reason', change: () => ({ reason_for_request: undefined }) },
    { name: 'no scopes', change: () => ({ requested_scopes: undefined }) },
    { name: 'another sub', change: () => ({ sub: 'somebody-else' }) },
    { name: 'S-10: an organisation that is not the client’s', change: () => ({ iss: 'https://other.example' }) },
    { name: 'S-10: a defined server, where the client has a list', change: () => ({ iss: HOSPITAL }) },
    { name: 'ruling 63: no patient', change: () => ({ requested_record: undefined }) },
    { name: 'ruling 63: two patients', change: () => ({ requested_record: [patient, { ...patient, id: '2' }] }) },
    { name: 'ruling 63: no practitioner', change: () => ({ requesting_practitioner: undefined }) },
    { name: 'ruling 63: two practitioners', change: () => ({ requesting_practitioner: [practitioner, practitioner] }) },
  ])('$name is invalid_grant, and the script is never asked (S-10)', async ({ name, change }) => {
    const jti = `claims-${name}`;

    expect(await outcome({ authorization: { jti, ...change() } })).toBe('invalid_grant');
    expect(await runsOf(jti)).toBe(0);
  });

  test.each([{ requested_record: patient }, { requesting_practitioner: practitioner }])(
    'ruling 63: one more in the authentication JWT makes two (%p)',
    async (authentication) => {
      expect(await outcome({ authentication })).toBe('invalid_grant');
    },
  );

  test('S-10: the script is asked once of a good JWT, and of a forged one never', async () => {
    const jti = 'good-one';
    await outcome({ authorization: { jti }, authorizationKey: foreign });
    const before = await runsOf(jti);
    await outcome({ authorization: { jti } });
    await outcome({ authorization: { jti } });

    expect(before).toBe(0);
    for (const end = Date.now() + 10_000; Date.now() < end && (await runsOf(jti)) === 0;);
    expect(await runsOf(jti)).toBe(1);
  });
});

describe('V-46: neither JWT in the place of the other', () => {
  test('the authentication JWT as authorization, and in both places at once', async () => {
    const authentication = await ehr.authentication();
    const everything = signedJwt(
      rsa,
      { alg: 'RS384', kid: 'rsa' },
      { ...ehr.claims(), iss: 'partner', sub: 'partner' },
    );
    const asBoth = signedJwt(
      rsa,
      { alg: 'RS384', kid: 'rsa' },
      { ...ehr.claims({ practitioner: { id: 'partner' } }), iss: 'partner', sub: 'partner' },
    );

    expect(await outcomeOf(authentication)).toBe('invalid_grant');
    expect(await outcomeOf(everything)).toBe('invalid_grant');
    expect(await outcomeOf(asBoth)).toBe('invalid_grant');
    expect(codeOf(await ehr.send({ ...assertionFields(asBoth), assertion: asBoth }))).toBe('invalid_grant');
  });

  test('the authorization JWT as client assertion, here and at other grants', async () => {
    const assertion = await ehr.assertion();

    expect(codeOf(await ehr.send({ ...assertionFields(assertion), assertion: await ehr.assertion() }))).toBe(
      'invalid_client',
    );
    expect(codeOf(await serviceToken(server.issuer, assertion))).toBe('invalid_client');
    expect(await outcomeOf(assertion)).toBe('granted');
  });

  test('a token of this server as authorization', async () => {
    const audience = `${server.issuer}/oauth/token`;
    const { body } = await serviceToken(server.issuer, clientAssertion({ key: rsa, clientId: 'partner', audience }));

    expect(await outcomeOf(body['access_token'] as string)).toBe('invalid_grant');
  });
});

describe('S-10, V-23: for whom a client may speak', () => {
  test('another client’s key does not sign for this one', async () => {
    expect(await outcome({ authorizationKey: foreign })).toBe('invalid_grant');
    expect(await outcome({ clientId: 'other', key: foreign })).toBe('granted');
    expect(await outcome({ clientId: 'other', key: foreign, authorizationKey: rsa })).toBe('invalid_grant');
  });

  test('where it lists nobody: itself, and a defined server whose own key has signed', async () => {
    const named = (value: string) => ({ practitioner: { id: value, identifier: [{ value }] } });
    const bridge = { clientId: 'bridge', authorization: { iss: HOSPITAL }, ...named('H-1') };

    expect(await outcome({ ...bridge, authorizationKey: hospital })).toBe('granted');
    expect(await outcome({ ...bridge, authorizationKey: rsa })).toBe('invalid_grant');
    expect(await outcome({ clientId: 'bare', authorization: { iss: HOSPITAL } })).toBe('invalid_grant');
    expect(await outcome({ clientId: 'bare', authorization: { iss: 'bare' }, ...named('B-1') })).toBe('granted');
    expect(await outcome({ clientId: 'bare', authorization: { iss: ORGANIZATION } })).toBe('invalid_grant');
  });

  test('V-30: a module that does not offer the grant knows nothing of it', async () => {
    const ward = new CodapClient(`${server.issuer}/ward`, rsa);

    expect(codeOf(await ward.ask())).toBe('unsupported_grant_type');
  });
});
