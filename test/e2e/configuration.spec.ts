import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, decodeProtectedHeader, type JWK } from 'jose';
import { freePort } from '../support/free-port.js';
import type { ReadConfiguration } from '../../apps/server/src/configuration.js';
import { formatProblem, type ConfigurationProblem } from '#module-config/property.port';
import { authorizeUrl } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { answered, clientToken, tokensFor } from '../support/endpoint-calls.js';
import { LogoutReceiver } from '../support/logout-receiver.js';
import { Person } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ConfigurationRefusedError, Logger, readConfiguration, startServer } from '../support/product.js';
import { testClients } from '../support/test-clients.js';
import {
  configurationFolder,
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const PORT = 19_999;
const CONFIG = 'module.smart_auth.config';
/** Few clients and people, so that many starts take little time. */
const small = (options: TestServerOptions): TestServerOptions => ({
  clients: testClients.filter(({ clientId }) => clientId === 'public-app' || clientId === 'backend'),
  users: [amelia],
  ...options,
});
/** A second outbound module on the port of the first. */
const again = (issuer: string, contextPath: string): readonly string[] => [
  'module.again.type=SECURITY_OUT_SMART',
  'module.again.requires.SECURITY_IN_UP=local_security',
  'module.again.config.bind_address=127.0.0.1',
  'module.again.config.port=PORT',
  `module.again.config.context_path=${contextPath}`,
  `module.again.config.issuer.url=${issuer}`,
];
/** The public part of one key over the private part of another. */
const mixedKeySet = (): string => {
  const [one, other] = [1, 2].map(() =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  );
  return JSON.stringify({ keys: [{ ...one, d: other?.d, alg: 'ES256' }] });
};
/** A property as the environment writes it (ruling 55). */
const variable = (key: string): string => `GATEHOUSE__${key.replaceAll('.', '__')}`;

describe('configuration mistakes', () => {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  async function read(
    environment: Readonly<Record<string, string>>,
    options: TestServerOptions = {},
  ): Promise<ReadConfiguration> {
    const folder = await configurationFolder(PORT, small(options));
    folders.push(folder);
    const base = { GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'), GATEHOUSE_DATA: join(folder, 'data') };
    return readConfiguration({ ...base, ...environment }, folder);
  }

  async function problemsOf(
    environment: Readonly<Record<string, string>>,
    options: TestServerOptions = {},
  ): Promise<readonly ConfigurationProblem[]> {
    return (await read(environment, options)).problems;
  }

  const mistakes: readonly (readonly [key: string, value: string])[] = [
    [`${CONFIG}.port`, '65536'],
    [`${CONFIG}.port`, 'ninety'],
    [`${CONFIG}.context_path`, '/a b'],
    [`${CONFIG}.context_path`, '/a/../b'],
    [`${CONFIG}.issuer.url`, ''],
    [`${CONFIG}.issuer.url`, 'auth.example.org'],
    [`${CONFIG}.issuer.url`, 'ftp://auth.example.org'],
    [`${CONFIG}.issuer.url`, 'https://auth.example.org/#x'],
    [`${CONFIG}.issuer.url`, 'https://auth.example.org/?x=1'],
    [`${CONFIG}.pkce.required`, 'maybe'],
    [`${CONFIG}.authorization_code.lifetime_seconds`, '61'],
    [`${CONFIG}.authorization_code.lifetime_seconds`, '0'],
    [`${CONFIG}.refresh_token.grace_seconds`, '61'],
    [`${CONFIG}.refresh_token.grace_seconds`, '-1'],
    [`${CONFIG}.id_token.lifetime_seconds`, '1.5'],
    [`${CONFIG}.client_secret.encoding`, 'MD5'],
    [`${CONFIG}.openid.signing.keystore_id`, '../keys'],
    [`${CONFIG}.tls.enabled`, 'true'],
    [`${CONFIG}.anonymous.access.enabled`, 'true'],
    [`${CONFIG}.seed_clients.file`, 'file:/no/such/clients.json'],
    [`${CONFIG}.seed_clients.file`, 'file:/tmp'],
    [`${CONFIG}.seed_clients.file`, 'classpath:../clients.json'],
    [`${CONFIG}.seed_clients.file`, 'clients.json'],
    ['module.local_security.config.seed.users.file', 'classpath:missing.json'],
    [`${CONFIG}.openid.signing.jwks_file`, 'classpath:missing.jwks'],
    [`${CONFIG}.launch.style.file`, 'classpath:missing.json'],
    [`${CONFIG}.mtls.certificate_format`, 'pem'],
    [`${CONFIG}.dpop.signing_algorithms`, 'HS256'],
    [`${CONFIG}.dpop.nonce`, 'sometimes'],
    [`${CONFIG}.launch.style.file`, 'classpath:clients.json'],
    [`${CONFIG}.launch.tenant`, 'x'.repeat(201)],
    ['module.more.type', 'SECURITY_OUT_SMRT'],
    ['module.more.type', 'security_in_local'],
    ['gatehouse.mode', 'demo'],
    ['gatehouse.mdoe', 'production'],
    ['modul.smart_auth.config.port', '1'],
  ];

  test.each(mistakes)('%s=%s is named, with what to do', async (key, value) => {
    const problems = await problemsOf({ [variable(key)]: value });

    expect(problems.map((problem) => problem.key)).toEqual([key]);
    for (const { problem, remedy } of problems) expect([problem.length > 5, remedy.length > 5]).toEqual([true, true]);
  });

  test.each([
    { name: 'an unknown module', value: 'nobody' },
    { name: 'a module of another type', value: 'smart_auth' },
    { name: 'nothing', value: '' },
  ])('ruling 16: requires.SECURITY_IN_UP that names $name', async ({ value }) => {
    const key = 'module.smart_auth.requires.SECURITY_IN_UP';
    const problems = await problemsOf({ [variable(key)]: value });

    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.remedy).toContain('local_security');
  });

  test.each([
    `${CONFIG}.post_authorise_script.text`,
    `${CONFIG}.callback_script.text`,
    'module.local_security.config.post_authorize_script.file',
  ])('ruling 53: %s, which nothing would run, keeps the module from starting', async (key) => {
    const { problems, configuration } = await read({ [variable(key)]: 'function onTokenGenerating() {}' });

    expect(problems.map((each) => [each.key, each.problem])).toEqual([
      [key, 'names a script, but nothing here runs scripts under this key'],
    ]);
    expect([...configuration.warnings, ...configuration.moduleWarnings]).toEqual([]);
  });

  test.each([
    { name: 'nothing', lines: [], keys: ['requires.SECURITY_IN_UP'] },
    { name: 'no inbound module', lines: ['requires.SECURITY_IN_UP=smart_auth'], keys: ['requires.SECURITY_IN_UP'] },
    {
      name: 'tokens of no outbound module, and a wrong port',
      lines: [
        'requires.SECURITY_IN_UP=local_security',
        'requires.SECURITY_IN_OIC=local_security',
        'config.port=ninety',
      ],
      keys: ['config.port', 'requires.SECURITY_IN_OIC'],
    },
    {
      name: 'the port of another module',
      lines: ['requires.SECURITY_IN_UP=local_security', 'config.port=PORT', 'config.bind_address=127.0.0.1'],
      keys: ['config.context_path'],
    },
  ])('ruling 16: a listener of the admin API with $name', async ({ lines, keys }) => {
    const properties = ['type=ADMIN_JSON', ...lines].map((line) => `module.admin_json.${line}`);

    const problems = await problemsOf({}, { properties });

    expect(problems.map(({ key }) => key)).toEqual(keys.map((key) => `module.admin_json.${key}`));
  });

  test.each([
    { mode: 'production', issuer: 'http://auth.example.org', problems: 1 },
    { mode: 'production', issuer: 'http://127.0.0.1.example.org', problems: 1 },
    { mode: 'production', issuer: 'http://localhost:9200', problems: 0 },
    { mode: 'production', issuer: 'https://auth.example.org', problems: 0 },
    { mode: 'evaluation', issuer: 'http://auth.example.org', problems: 0 },
  ])('ruling 61, STD RFC6749-15: $mode with $issuer has $problems problem(s)', async ({ mode, issuer, problems }) => {
    const found = await problemsOf({
      [variable('gatehouse.mode')]: mode,
      [variable(`${CONFIG}.issuer.url`)]: issuer,
    });

    expect(found.map(({ key }) => key)).toEqual(Array.from({ length: problems }, () => `${CONFIG}.issuer.url`));
  });

  test.each([
    { name: 'without the header', lines: { 'mtls.trusted_proxies': '10.0.0.1' }, key: 'mtls.certificate_header' },
    { name: 'without a proxy', lines: { 'mtls.certificate_header': 'Client-Cert' }, key: 'mtls.trusted_proxies' },
    {
      name: 'with a proxy that is no address',
      lines: { 'mtls.certificate_header': 'Client-Cert', 'mtls.trusted_proxies': 'proxy.example' },
      key: 'mtls.trusted_proxies',
    },
    {
      name: 'with an alias that is not https',
      lines: {
        'mtls.certificate_header': 'Client-Cert',
        'mtls.trusted_proxies': '10.0.0.1',
        'mtls.alias_url': 'http://mtls.example',
      },
      key: 'mtls.alias_url',
    },
    {
      name: 'with authorities that are not there',
      lines: {
        'mtls.certificate_header': 'Client-Cert',
        'mtls.trusted_proxies': '10.0.0.1',
        'mtls.trust_anchors.file': 'classpath:missing.pem',
      },
      key: 'mtls.trust_anchors.file',
    },
    {
      name: 'with authorities that are none',
      lines: {
        'mtls.certificate_header': 'Client-Cert',
        'mtls.trusted_proxies': '10.0.0.1',
        'mtls.trust_anchors.file': 'classpath:clients.json',
      },
      key: 'mtls.trust_anchors.file',
    },
  ])('STD RFC8705-4: mutual TLS $name', async ({ lines, key }) => {
    const written = Object.entries(lines).map(([name, value]) => [variable(`${CONFIG}.${name}`), value]);

    expect((await problemsOf(Object.fromEntries(written))).map((problem) => problem.key)).toEqual([`${CONFIG}.${key}`]);
  });

  test.each([
    { name: 'that is not there', file: 'classpath:missing.json', says: /missing\.json/ },
    { name: 'that is no JSON', file: 'classpath:gatehouse.properties', says: /^is not JSON$/ },
    { name: 'that is no Bundle', file: 'classpath:clients.json', says: /^is no FHIR Bundle$/ },
    { name: 'in a Bundle of results', file: 'classpath:results.json', says: /^is no Bundle of type collection$/ },
  ])('STD BR1: user-access brands $name', async ({ file, says }) => {
    const key = `${CONFIG}.user_access_brands.file`;
    const files = { 'results.json': '{"resourceType":"Bundle","type":"searchset"}' };
    const problems = await problemsOf({ [variable(key)]: file }, { files });

    expect(problems).toEqual([
      {
        key,
        problem: expect.stringMatching(says) as string,
        remedy: expect.stringContaining('FHIR Bundle of type collection') as string,
      },
    ]);
  });

  test('two modules at one address', async () => {
    const problems = await problemsOf({}, { properties: again('http://127.0.0.1:PORT/', '/') });

    expect(problems.map(({ key }) => key)).toEqual([
      'module.again.config.context_path',
      'module.again.config.issuer.url',
    ]);
  });

  test('two modules of one port that are to listen at different addresses', async () => {
    const properties = again('http://127.0.0.1:PORT/b', '/b').map((line) =>
      line.replace('bind_address=127.0.0.1', 'bind_address=0.0.0.0'),
    );
    const [problem, ...others] = await problemsOf({}, { properties });

    expect([problem?.key, others]).toEqual(['module.again.config.bind_address', []]);
    expect(problem?.problem).toContain('127.0.0.1');
  });

  test.each([
    { healthPort: String(PORT), keys: ['GATEHOUSE_HEALTH_PORT'] },
    { healthPort: '0', keys: [] },
  ])('health port $healthPort beside a module on $healthPort', async ({ healthPort, keys }) => {
    const environment = { GATEHOUSE_HEALTH_PORT: healthPort, [variable(`${CONFIG}.port`)]: healthPort };

    expect((await problemsOf(environment)).map(({ key }) => key)).toEqual(keys);
  });

  test.each([
    { name: 'of 31 bytes', value: Buffer.alloc(31, 7).toString('base64') },
    { name: 'that is a phrase', value: 'a-canary-phrase-in-place-of-a-key' },
    { name: 'that is empty', value: '' },
  ])('F-28: an encryption key $name, without repeating it', async ({ value }) => {
    const problems = await problemsOf({ GATEHOUSE_ENCRYPTION_KEY: value });

    expect(problems.map(({ key }) => key)).toEqual(['GATEHOUSE_ENCRYPTION_KEY']);
    expect(value === '' || !JSON.stringify(problems).includes(value)).toBe(true);
  });

  test('F-28: a damaged key file, which is left as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-server-'));
    folders.push(folder);
    const file = join(folder, 'encryption.key');
    await writeFile(file, 'a-canary-key', { mode: 0o600 });

    const problems = await problemsOf({ GATEHOUSE_DATA: folder });

    expect(problems.map(({ key }) => key)).toEqual([file]);
    expect(JSON.stringify(problems)).not.toContain('a-canary-key');
    expect(await readFile(file, 'utf8')).toBe('a-canary-key');
  });

  test.each(['x', '70000', '-1'])('GATEHOUSE_HEALTH_PORT=%s', async (value) => {
    expect((await problemsOf({ GATEHOUSE_HEALTH_PORT: value })).map(({ key }) => key)).toEqual([
      'GATEHOUSE_HEALTH_PORT',
    ]);
  });

  test('a property file that is not there', async () => {
    const environment = {
      GATEHOUSE_CONFIG: '/no/such/file.properties',
      GATEHOUSE_DATA: join(tmpdir(), 'gatehouse-none'),
    };

    const problems = await Promise.all(
      [{}, { GATEHOUSE_HEALTH_PORT: 'x' }].map(async (more) => (await read({ ...environment, ...more })).problems),
    );

    expect(problems.map((each) => each.map(({ key }) => key))).toEqual([
      ['GATEHOUSE_CONFIG'],
      ['GATEHOUSE_CONFIG', 'GATEHOUSE_HEALTH_PORT'],
    ]);
  });

  test('a line that is no property', async () => {
    const [problem, ...others] = await problemsOf({}, { properties: ['garbage line'] });

    expect([problem?.key, others]).toEqual(['garbage', []]);
    expect(problem?.problem).toMatch(/^line \d+ is no property$/);
  });

  test('a property file that is a folder', async () => {
    const { problems } = await read({ GATEHOUSE_CONFIG: tmpdir() });

    expect(problems.map(({ key }) => key)).toEqual(['GATEHOUSE_CONFIG']);
  });

  test.each(['gatehouse.properties', 'gatehouse.properties/data'])(
    'a data folder that is no folder: %s',
    async (name) => {
      const folder = await configurationFolder(PORT, small({}));
      folders.push(folder);
      const environment = {
        GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
        GATEHOUSE_DATA: join(folder, name),
      };

      const { problems } = await readConfiguration(environment, folder);

      expect(problems.map(({ key }) => key)).toEqual(['GATEHOUSE_DATA']);
    },
  );

  test('all of them are told together, those of files too, and what may be meant so beside them', async () => {
    const keys = [
      `${CONFIG}.port`,
      `${CONFIG}.pkce.required`,
      `${CONFIG}.issuer.url`,
      `${CONFIG}.openid.signing.jwks_text`,
      'gatehouse.mode',
    ];
    const environment = {
      ...Object.fromEntries(keys.map((key) => [variable(key), 'nonsense'])),
      [variable(`${CONFIG}.pkce.requird`)]: 'true',
      GATEHOUSE_HEALTH_PORT: 'nonsense',
      GATEHOUSE_ENCRYPTION_KEY: 'nonsense',
      DATABASE_URL: 'nonsense',
    };
    const clients = [{ ...testClients[0], accessTokenValiditySeconds: 0, clientName: "#{env['NOWHERE']}" }];

    const users = [
      { ...amelia, password: 'short' },
      { ...amelia, username: 'public-app' },
    ];

    const { problems, configuration } = await read(environment, { clients, users });

    const named = problems.map(({ key }) => key);
    expect(named.slice().sort()).toEqual(
      [
        ...keys,
        'GATEHOUSE_HEALTH_PORT',
        'GATEHOUSE_ENCRYPTION_KEY',
        'DATABASE_URL',
        `${CONFIG}.seed_clients.file (#{env['NOWHERE']})`,
        `${CONFIG}.seed_clients.file → clients[0] (public-app).accessTokenValiditySeconds`,
        'module.local_security.config.seed.users.file → users[0] (amelia).password',
        'module.local_security.config.seed.users.file → users[1] (public-app).username',
      ].sort(),
    );
    const { message } = new ConfigurationRefusedError(problems, configuration.moduleWarnings);
    for (const text of [...named, 'pkce.requird']) expect(message).toContain(text);
  });

  test.each([
    { name: 'a redirect URI without TLS', change: { registeredRedirectUris: ['http://app.example/cb'] } },
    { name: 'a redirect URI with a script', change: { registeredRedirectUris: ['javascript:alert(1)'] } },
    { name: 'introspection of any token without a secret', change: { canIntrospectAnyTokens: true } },
    { name: 'a life of no seconds', change: { accessTokenValiditySeconds: 0 } },
    { name: 'an id with a space', change: { clientId: 'a b' } },
  ])('a seeded client: $name', async ({ change }) => {
    const problems = await problemsOf({}, { clients: [{ ...testClients[0], ...change }] });

    expect(problems.length).toBeGreaterThan(0);
    for (const { key, remedy } of problems) {
      expect(key).toMatch(/^module\.smart_auth\.config\.seed_clients\.file → clients\[0\](?: \(.*\))?\./);
      expect(remedy.length).toBeGreaterThan(5);
    }
  });

  test('a seed file that is no JSON, without repeating it', async () => {
    const location = { [variable(`${CONFIG}.seed_clients.file`)]: 'classpath:broken.json' };
    const problems = await problemsOf(location, { files: { 'broken.json': '{"clients": [{"secret": canary-secret' } });

    expect(problems.map(({ key }) => key)).toEqual([`${CONFIG}.seed_clients.file`]);
    expect(JSON.stringify(problems)).not.toContain('canary-secret');
  });

  test.each([
    { name: 'no JSON', jwks: 'canary-private' },
    { name: 'public keys only', jwks: '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}' },
    { name: 'a symmetric key', jwks: '{"keys":[{"kty":"oct","k":"canary-private"}]}' },
    { name: 'a private part under another public part', jwks: mixedKeySet() },
  ])('ruling 2, S-05: signing keys that are $name, without repeating them', async ({ jwks }) => {
    const problems = await problemsOf({ [variable(`${CONFIG}.openid.signing.jwks_text`)]: jwks });

    expect(problems.map(({ key }) => key)).toEqual([`${CONFIG}.openid.signing.jwks_text`]);
    expect(JSON.stringify(problems)).not.toMatch(/canary-private|"d"/);
  });

  test('no problem repeats a secret', async () => {
    const problems = await problemsOf({
      [variable(`${CONFIG}.openid.signing.jwks_text`)]: '{"keys":[{"kty":"RSA","d":"canary-private-part"}]}',
      [variable(`${CONFIG}.port`)]: 'x',
    });

    expect(JSON.stringify(problems)).not.toContain('canary-private-part');
  });
});

describe('what may be meant so, but is more often a mistake', () => {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  const { privateKey: rsaKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  async function warningsOf(properties: readonly string[], options: TestServerOptions = {}): Promise<string> {
    const folder = await configurationFolder(PORT, small({ ...options, properties }));
    folders.push(folder);
    const environment = { GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'), GATEHOUSE_DATA: folder };
    const { configuration, problems } = await readConfiguration(environment, folder);
    expect(problems).toEqual([]);
    return [...configuration.warnings, ...configuration.moduleWarnings].map(formatProblem).join('\n');
  }

  test('nothing is said of a configuration as it should be', async () => {
    expect(await warningsOf([])).toBe('');
  });

  test('properties of the server that nobody reads, in one warning', async () => {
    expect(await warningsOf(['nodeid=North', 'host.name=x'])).toBe(
      'nodeid (node.id?), host.name: without effect, unless an option in the database or a document to import names it as ' +
        "#{systemProperties['…']}. Check the spelling.",
    );
  });

  test('a property of the server that an option refers to is known', async () => {
    const option = "module.smart_auth.config.email.from_address=#{systemProperties['PORTAL_URL']}";

    expect(await warningsOf(['PORTAL_URL=portal@hospital.example', option])).toBe('');
  });

  test('a property of the server that a seed file refers to is known', async () => {
    const clients = [{ ...testClients[0], clientName: "#{systemProperties['host.name']}" }];

    expect(await warningsOf(['host.name=x'], { clients })).toBe('');
  });

  test('an issuer and a context path that differ', async () => {
    expect(await warningsOf([`${CONFIG}.context_path=/smartauth`])).toMatch(
      /issuer\.url is \/, but context_path is \/smartauth/,
    );
  });

  test.each(['APP_GALLERY', 'ENDPOINT_FHIR_REST', 'PERSISTENCE_R4'])(
    'a module of the product that this server does not have: %s',
    async (type) => {
      expect(await warningsOf([`module.more.type=${type}`])).toMatch(/^module\.more: .* are left out\. Nothing to do/);
    },
  );

  test('STD U4: signing keys that leave SMART apps without single sign-on, and what brings it back', async () => {
    const keys = (...algorithms: readonly string[]) =>
      algorithms.map((alg) => ({ ...rsaKey.export({ format: 'jwk' }), alg, kid: `our-${alg}` }));
    const warningOf = (...algorithms: readonly string[]) =>
      warningsOf([`${CONFIG}.openid.signing.jwks_text=${JSON.stringify({ keys: keys(...algorithms) })}`]);

    expect(await warningOf('RS512')).toMatch(
      /^module\.smart_auth\.config\.openid\.signing\.jwks_text: the first key "our-RS512" signs RS512.*sso-openid-connect.*Put an RS256 key first/,
    );
    expect(await warningOf('RS512', 'RS256')).toContain('Put an RS256 key first');
    expect(await warningOf('RS256', 'RS512')).toBe('');
  });

  test('fields of seed files that nobody reads, at every level', async () => {
    const files = {
      'own-clients.json': JSON.stringify({ version: 1, clients: [{ ...testClients[0], shoeSize: 43 }] }),
      'own-users.json': JSON.stringify({ description: 'x', users: [{ ...amelia, hatSize: 58 }] }),
    };
    const properties = [
      'module.more.type=SECURITY_IN_LOCAL',
      'module.more.config.seed.users.file=classpath:own-users.json',
      'module.other.type=SECURITY_OUT_SMART',
      'module.other.requires.SECURITY_IN_UP=more',
      'module.other.config.bind_address=127.0.0.1',
      'module.other.config.port=PORT',
      'module.other.config.context_path=/other',
      'module.other.config.issuer.url=http://127.0.0.1:PORT/other',
      'module.other.config.seed_clients.file=classpath:own-clients.json',
    ];

    expect((await warningsOf(properties, { files })).split('\n')).toEqual([
      'module.other.config.seed_clients.file: unknown fields, ignored: version, clients[0] (public-app).shoeSize. Check the spelling, or leave them as they are.',
      'module.more.config.seed.users.file: unknown fields, ignored: description, users[0] (amelia).hatSize. Check the spelling, or leave them as they are.',
    ]);
  });

  test("apps of the product's files that could not work here, one warning for each client and cause", async () => {
    const [app] = testClients;
    const clients = [
      { ...app, clientId: 'old-spa', allowedGrantTypes: ['AUTHORIZATION_CODE', 'IMPLICIT', 'PASSWORD'] },
      { ...app, clientId: 'codap', allowedGrantTypes: ['JWT_BEARER'] },
      { ...app, clientId: 'locked', secretRequired: true, registeredRedirectUris: ['http://localhost:3000/*'] },
    ];

    const at = `${CONFIG}.seed_clients.file → clients`;
    expect((await warningsOf([], { clients })).split('\n')).toEqual([
      expect.stringMatching(/\[0\] \(old-spa\)\.allowedGrantTypes: has PASSWORD, .*Set password_grant\.enabled=true/),
      expect.stringMatching(/\[0\] \(old-spa\)\.allowedGrantTypes: has IMPLICIT, .*Set implicit\.enabled=true/),
      expect.stringMatching(/\[1\] \(codap\)\.allowedGrantTypes: has JWT_BEARER, .*Set codap\.enabled=true/),
      expect.stringContaining(`${at}[1] (codap).allowedGrantTypes: has JWT_BEARER, which the client cannot use`),
      expect.stringContaining(`${at}[2] (locked).secretRequired: is true`),
      expect.stringContaining(`${at}[2] (locked).registeredRedirectUris: "http://localhost:3000/*" has a *`),
    ]);
  });

  test('ruling 38: permissions that give nothing, in files that the product would take', async () => {
    const nothing = [{ permission: 'FHIR_OP_OF_NEXT_YEAR' }, { permission: 'ROLE_FHIR_CLIENT', argument: 'Patient/1' }];
    const clients = [{ ...testClients[0], permissions: nothing }];
    const warnings = await warningsOf([], { clients, users: [{ ...amelia, authorities: nothing }] });

    const places = warnings.split('\n').map((warning) => warning.split(': ')[0]);
    expect(places).toEqual([
      `${CONFIG}.seed_clients.file → clients[0] (public-app).permissions[0].permission`,
      `${CONFIG}.seed_clients.file → clients[0] (public-app).permissions[1].argument`,
      'module.local_security.config.seed.users.file → users[0] (amelia).authorities[0].permission',
      'module.local_security.config.seed.users.file → users[0] (amelia).authorities[1].argument',
    ]);
  });

  test('A-16: people of seed files with weak passwords, and with what has no effect, each with its place and what to do', async () => {
    const users = [
      { username: 'anna', password: 'password123' },
      { username: 'quackenbush', password: 'quackenbush1' },
      { username: 'robot', password: 'three odd words', serviceAccount: true, secondFactorRequired: true },
      { username: 'NOBODY', password: 'three odd words', systemUser: true },
      { username: 'carla', password: '***' },
      { username: 'dora', password: 'three odd words', nodeId: 'Elsewhere', externalIdentities: [] },
    ];
    const warnings = (await warningsOf([], { users: users })).split('\n');

    const at = 'module.local_security.config.seed.users.file → users';
    expect(warnings).toEqual([
      expect.stringContaining(`${at}[0] (anna).password: is one that many people use`),
      expect.stringContaining(`${at}[1] (quackenbush).password: is little more than the name`),
      expect.stringContaining(`${at}[2] (robot).secondFactorRequired: is true without effect`),
      expect.stringContaining(`${at}[3] (NOBODY).systemUser: is true, so that nobody can sign in`),
      expect.stringContaining(`${at}[5] (dora).nodeId`),
    ]);
    expect(warnings.join('')).not.toMatch(/password123|quackenbush1|odd words/);
  });
});

describe('mistakes that show when the server starts', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  /** What a start refuses; throws where it succeeds. */
  async function refusalOf(options: TestServerOptions): Promise<readonly ConfigurationProblem[]> {
    let server: TestServer;
    try {
      server = await startTestServer(small({ ...options, databaseUrl: database.url }));
    } catch (error) {
      if (error instanceof ConfigurationRefusedError) return error.problems;
      throw error;
    }
    await server.stop();
    throw new Error('The server started');
  }

  const keysOf = (problems: readonly ConfigurationProblem[]): readonly string[] => problems.map(({ key }) => key);

  const named = (username: string) => ({ ...amelia, username });
  const backend = testClients.find(({ clientId }) => clientId === 'backend');

  test.each([
    { name: 'a client', change: {} },
    { name: 'a disabled client', change: { enabled: false } },
    { name: 'an archived client', change: { archivedAt: '2020-01-01T00:00:00Z' } },
  ])('ruling 49: a user named like $name', async ({ change }) => {
    const problems = await refusalOf({
      clients: [{ ...backend, ...change }],
      users: [amelia, named('backend')],
    });

    expect(keysOf(problems)).toEqual(['module.local_security.config.seed.users.file → users[1] (backend).username']);
    expect(problems[0]?.problem).toContain('backend');
  });

  test('ruling 49: a user named like a client of an earlier start', async () => {
    const withoutUsers = { [variable('module.local_security.config.seed.users.file')]: '' };
    const first = await startTestServer(small({ databaseUrl: database.url, environment: withoutUsers }));
    await first.stop();

    const problems = await refusalOf({ clients: [], users: [amelia, named('backend')] });

    expect(keysOf(problems)).toEqual(['module.local_security.config.seed.users.file → users[1] (backend).username']);
  });

  test('F-28: a key file that is gone is asked for, and no new one is made', async () => {
    Logger.overrideLogger(false);
    const folder = await configurationFolder(await freePort(), small({}));
    const data = join(folder, 'data');
    const environment = {
      GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
      GATEHOUSE_DATA: data,
      GATEHOUSE_HEALTH_PORT: '0',
      DATABASE_URL: database.url,
    };
    const start = async () => startServer((await readConfiguration(environment, process.cwd())).configuration);
    await (await start()).stop();
    await rm(join(data, 'encryption.key'));

    const refused = start();

    await expect(refused).rejects.toThrow(/encryption\.key is missing.*No new key was made/);
    expect(await readdir(data)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('ruling 49: a client named like a user of its inbound module', async () => {
    const first = await startTestServer(
      small({ databaseUrl: database.url, clients: [], users: [amelia, named('backend'), named('Public-App')] }),
    );
    await first.stop();
    const properties = again('http://127.0.0.1:PORT/again', '/again');
    const problems = await refusalOf({
      properties: [...properties, 'module.again.config.seed_clients.file=classpath:again.json'],
      files: { 'again.json': JSON.stringify({ clients: testClients.slice(0, 1).concat(backend ?? []) }) },
      clients: [],
    });

    expect(keysOf(problems)).toEqual(['module.again.config.seed_clients.file → clients[1] (backend).clientId']);
    expect(problems[0]?.problem).toContain('local_security');
  });
});

describe('ruling 2: signing keys of the configuration', () => {
  let jwk: JWK;
  let jwks: string;
  beforeAll(async () => {
    const { privateKey } = await generateKeyPair('RS512', { extractable: true, modulusLength: 2048 });
    jwk = { ...(await exportJWK(privateKey)), kid: 'our-rs512', alg: 'RS512', use: 'sig' };
    jwks = JSON.stringify({ keys: [jwk] });
  });

  async function withServer(options: TestServerOptions, check: (server: TestServer) => Promise<void>): Promise<void> {
    const server = await startTestServer(small(options));
    try {
      await check(server);
    } finally {
      await server.stop();
    }
  }

  const headerAt = async ({ issuer }: TestServer) => decodeProtectedHeader((await clientToken(issuer)).access_token);
  const key = (name: string): string => variable(`${CONFIG}.openid.signing.${name}`);

  test("an RS512 key as text, with the seven members of the product's example, signs RS512, by its own name", async () => {
    const { kty, d, e, use, kid, alg, n } = jwk;
    const example = JSON.stringify({ keys: [{ kty, d, e, use, kid, alg, n }] });

    await withServer({ environment: { [key('jwks_text')]: example } }, async (server) => {
      const { access_token, id_token } = await tokensFor(server.issuer);
      const published = (await answered(fetch(`${server.issuer}/jwk`))).body.keys as JWK[];

      for (const token of [access_token, id_token]) {
        expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS512', kid: 'our-rs512' });
        await jwtVerify(token, await importJWK(published[0] ?? {}, 'RS512'));
      }
      expect(published).toEqual([{ kty: 'RSA', n: jwk.n, e: jwk.e, kid: 'our-rs512', alg: 'RS512', use: 'sig' }]);
      const discovery = await answered(fetch(`${server.issuer}/.well-known/openid-configuration`));
      expect(discovery.body.id_token_signing_alg_values_supported).toEqual(['RS512']);
    });
  });

  test.each(['classpath:signing.jwks', 'classpath:/signing.jwks', 'classpath://signing.jwks'])(
    '%s is a file of the configuration folder',
    async (location) => {
      const options = { environment: { [key('jwks_file')]: location }, files: { 'signing.jwks': jwks } };

      await withServer(options, async (server) => {
        expect(await headerAt(server)).toMatchObject({ alg: 'RS512', kid: 'our-rs512' });
      });
    },
  );

  test('without alg a key signs RS256', async () => {
    const { alg: _alg, ...silent } = jwk;

    await withServer({ environment: { [key('jwks_text')]: JSON.stringify({ keys: [silent] }) } }, async (server) => {
      expect(await headerAt(server)).toMatchObject({ alg: 'RS256', kid: 'our-rs512' });
    });
  });

  describe('STD U4, ruling 2: the first key signs', () => {
    const smart = async ({ issuer }: TestServer) =>
      (await answered(fetch(`${issuer}/.well-known/smart-configuration`))).body;
    const openid = async ({ issuer }: TestServer) =>
      (await answered(fetch(`${issuer}/.well-known/openid-configuration`))).body;
    let rs256: JWK;
    beforeAll(async () => {
      const { privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
      rs256 = { ...(await exportJWK(privateKey)), kid: 'our-rs256', alg: 'RS256', use: 'sig' };
    });

    test('an RS256 key behind another is for old tokens and for apps that ask for it: logout tokens are signed like ID tokens', async () => {
      const receiver = await LogoutReceiver.start();
      const app = { ...testClients[0], backchannelLogoutUri: receiver.url('/') };
      const asking = { ...app, clientId: 'asking', idTokenSignedResponseAlg: 'RS256' };
      const environment = { [key('jwks_text')]: JSON.stringify({ keys: [jwk, rs256] }) };

      await withServer({ environment, clients: [app, asking] }, async (server) => {
        for (const [clientId, expected] of [
          ['public-app', ['RS512', 'our-rs512']],
          ['asking', ['RS256', 'our-rs256']],
        ] as const) {
          const person = new Person();
          const { access_token, id_token } = await tokensFor(server.issuer, { person, clientId });
          await person.open(`${server.issuer}/logout`);
          const told = await receiver.atLeast(clientId === 'asking' ? 2 : 1);

          const headers = [access_token, id_token, told.at(-1)?.token ?? ''].map((jws) => decodeProtectedHeader(jws));
          expect(headers.map(({ alg, kid }) => [alg, kid])).toEqual([['RS512', 'our-rs512'], expected, expected]);
        }
        expect((await smart(server)).capabilities).not.toContain('sso-openid-connect');
        expect((await openid(server)).id_token_signing_alg_values_supported).toEqual(['RS512', 'RS256']);
      });
      await receiver.down();
    });

    test('an RS256 key without its private part signs nothing, and is not announced as if it did', async () => {
      const { kty, n, e, kid, alg } = rs256;
      const environment = { [key('jwks_text')]: JSON.stringify({ keys: [jwk, { kty, n, e, kid, alg }] }) };

      await withServer({ environment }, async (server) => {
        const { id_token } = await tokensFor(server.issuer);

        expect(decodeProtectedHeader(id_token).alg).toBe('RS512');
        expect((await smart(server)).capabilities).not.toContain('sso-openid-connect');
        expect((await smart(server)).issuer).toBeUndefined();
        expect((await openid(server)).id_token_signing_alg_values_supported).toEqual(['RS512']);
      });
    });
  });

  test.each(['named', 'default-keystore'])('a keystore that is named as well is never made: %s', async (keystoreId) => {
    const environment = { [key('jwks_text')]: jwks, [key('keystore_id')]: keystoreId };
    const database = await createTestDatabase();
    const start = () => startTestServer(small({ environment, databaseUrl: database.url }));

    const refusals = [await start().catch(String), await start().catch(String)];
    await database.drop();

    for (const refusal of refusals) {
      expect(refusal).toMatch(
        /smart_auth\.config\.openid\.signing\.keystore_id: No keystore with id "[a-z-]+"[^]* sign with openid\.signing\.jwks_text/,
      );
    }
  });

  test('a keystore that is named as well signs instead', async () => {
    const environment = {
      [key('jwks_text')]: jwks,
      [key('keystore_id')]: 'named',
      [variable('module.clustermgr.config.seed_keystores.file')]: 'classpath:keystores.json',
    };
    const files = { 'keystores.json': '{"keystores": [{"keystoreId": "named"}]}' };

    await withServer({ environment, files }, async (server) => {
      const { kid, alg } = await headerAt(server);
      expect([kid === 'our-rs512', alg]).toEqual([false, 'RS256']);
    });
  });
});

describe('seeds and overrides', () => {
  test('an installation is reproducible from files alone, with secrets from the environment', async () => {
    const folder = await configurationFolder(PORT, {});
    const seedClients = testClients.map((client) =>
      client.clientId === 'backend' ? { ...client, clientSecrets: [{ secret: "#{env['SEEDED_SECRET']}" }] } : client,
    );
    await writeFile(join(folder, 'own-clients.json'), JSON.stringify({ clients: seedClients }));
    const server = await startTestServer(
      small({
        environment: {
          [variable(`${CONFIG}.seed_clients.file`)]: `file:${join(folder, 'own-clients.json')}`,
          SEEDED_SECRET: 'a-secret-of-the-environment',
        },
        clients: [],
      }),
    );

    const token = await clientToken(server.issuer, 'backend', 'a-secret-of-the-environment');
    await server.stop();
    await rm(folder, { recursive: true });

    expect(token.token_type).toBe('Bearer');
  });

  test('seeds are loaded once: a second start changes nothing', async () => {
    const database = await createTestDatabase();
    const first = await startTestServer(small({ databaseUrl: database.url }));
    await first.stop();
    const second = await startTestServer(small({ databaseUrl: database.url, clients: [] }));

    const token = await clientToken(second.issuer);
    await second.stop();
    await database.drop();

    expect(token.token_type).toBe('Bearer');
  });

  test('ruling 55: a variable of the environment stands above the file', async () => {
    const server = await startTestServer(
      small({
        properties: [`${CONFIG}.id_token.lifetime_seconds=60`],
        environment: { [variable(`${CONFIG}.id_token.lifetime_seconds`)]: '120' },
      }),
    );
    const { id_token } = await tokensFor(server.issuer);
    await server.stop();
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      number
    >;

    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(120);
  });

  test('A-26: behind an https issuer cookies are bound to this host and to https', async () => {
    const server = await startTestServer(
      small({
        environment: { [variable(`${CONFIG}.issuer.url`)]: 'https://auth.example.org' },
      }),
    );
    const page = await new Person().request(
      authorizeUrl(`http://127.0.0.1:${String(server.port)}`, { code_challenge: CHALLENGE }),
    );
    await server.stop();

    for (const cookie of page.headers.getSetCookie()) expect(cookie).toMatch(/^__Host-.*; Secure/);
    expect(page.headers.getSetCookie().length).toBeGreaterThan(0);
  });
});
