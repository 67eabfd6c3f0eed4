import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, decodeProtectedHeader, type JWK } from 'jose';
import { ConfigurationRefusedError } from '../../apps/server/src/configuration-refused.js';
import { readConfiguration } from '../../apps/server/src/configuration.js';
import type { ConfigurationProblem } from '#module-config/property.port';
import { authorizeUrl } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { answered, clientToken, tokensFor } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
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
/** Few clients with cheap hashes, so that many starts take little time. */
const small = (options: TestServerOptions): TestServerOptions => ({
  clients: testClients.filter(({ clientId }) => clientId === 'public-app' || clientId === 'backend'),
  users: [amelia],
  ...options,
  properties: [`${CONFIG}.client_secret.encoding=BCRYPT_10_ROUND`, ...(options.properties ?? [])],
});
/** A property as the environment writes it (ruling 55). */
const variable = (key: string): string => `GATEHOUSE__${key.replaceAll('.', '__')}`;

describe('configuration mistakes', () => {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  async function problemsOf(
    environment: Readonly<Record<string, string>>,
    properties: readonly string[] = [],
  ): Promise<readonly ConfigurationProblem[]> {
    const folder = await configurationFolder(PORT, { properties });
    folders.push(folder);
    const base = { GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'), GATEHOUSE_DATA: join(folder, 'data') };
    return readConfiguration({ ...base, ...environment }, folder).problems;
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
    ['gatehouse.mode', 'demo'],
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
    `${CONFIG}.post_authorize_script.text`,
    `${CONFIG}.post_authorize_script.file`,
    'module.local_security.config.callback_script.text',
    'module.local_security.config.callback_script.file',
  ])('ruling 53: %s does not start without a script engine', async (key) => {
    const problems = await problemsOf({ [variable(key)]: 'function onTokenGenerating() {}' });

    expect(problems.map(({ problem }) => problem)).toEqual(['names a script, but this server has no script engine']);
  });

  test.each([
    { mode: 'production', issuer: 'http://auth.example.org', problems: 1 },
    { mode: 'production', issuer: 'http://127.0.0.1.example.org', problems: 1 },
    { mode: 'production', issuer: 'http://localhost:9200', problems: 0 },
    { mode: 'production', issuer: 'https://auth.example.org', problems: 0 },
    { mode: 'evaluation', issuer: 'http://auth.example.org', problems: 0 },
  ])('ruling 61: $mode with $issuer has $problems problem(s)', async ({ mode, issuer, problems }) => {
    const found = await problemsOf({
      [variable('gatehouse.mode')]: mode,
      [variable(`${CONFIG}.issuer.url`)]: issuer,
    });

    expect(found.map(({ key }) => key)).toEqual(Array.from({ length: problems }, () => `${CONFIG}.issuer.url`));
  });

  test('two modules at one address', async () => {
    const problems = await problemsOf({}, [
      'module.again.type=SECURITY_OUT_SMART',
      'module.again.requires.SECURITY_IN_UP=local_security',
      'module.again.config.port=PORT',
      'module.again.config.issuer.url=http://127.0.0.1:PORT/',
    ]);

    expect(problems.map(({ key }) => key)).toEqual([
      'module.again.config.context_path',
      'module.again.config.issuer.url',
    ]);
  });

  test.each(['x', '70000', '-1'])('GATEHOUSE_HEALTH_PORT=%s', async (value) => {
    expect((await problemsOf({ GATEHOUSE_HEALTH_PORT: value })).map(({ key }) => key)).toEqual([
      'GATEHOUSE_HEALTH_PORT',
    ]);
  });

  test('a property file that is not there', () => {
    const { problems } = readConfiguration({ GATEHOUSE_CONFIG: '/no/such/file.properties' }, process.cwd());

    expect(problems).toEqual([expect.objectContaining({ key: 'GATEHOUSE_CONFIG' })]);
  });

  test('all of them are told together', async () => {
    const keys = [`${CONFIG}.port`, `${CONFIG}.pkce.required`, `${CONFIG}.issuer.url`, 'gatehouse.mode'];
    const problems = await problemsOf({
      ...Object.fromEntries(keys.map((key) => [variable(key), 'nonsense'])),
      GATEHOUSE_HEALTH_PORT: 'nonsense',
    });

    expect(problems.map(({ key }) => key).sort()).toEqual([...keys, 'GATEHOUSE_HEALTH_PORT'].sort());
  });

  test('no problem repeats a secret', async () => {
    const problems = await problemsOf({
      [variable(`${CONFIG}.openid.signing.jwks_text`)]: '{"keys":[{"kty":"RSA","d":"canary-private-part"}]}',
      [variable(`${CONFIG}.port`)]: 'x',
    });

    expect(JSON.stringify(problems)).not.toContain('canary-private-part');
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

  test('ruling 49: a user named like a client', async () => {
    const problems = await refusalOf({ users: [amelia, { ...amelia, username: 'backend' }] });

    expect(keysOf(problems).join()).toContain('module.local_security.config.seed.users.file');
    expect(problems[0]?.problem).toContain('backend');
  });

  test.each([
    { name: 'a redirect URI without TLS', change: { registeredRedirectUris: ['http://app.example/cb'] } },
    { name: 'a redirect URI with a script', change: { registeredRedirectUris: ['javascript:alert(1)'] } },
    { name: 'client credentials without a secret', change: { allowedGrantTypes: ['CLIENT_CREDENTIALS'] } },
    { name: 'a life of no seconds', change: { accessTokenValiditySeconds: 0 } },
    { name: 'an id with a space', change: { clientId: 'a b' } },
  ])('a seeded client: $name', async ({ change }) => {
    const problems = await refusalOf({ clients: [{ ...testClients[0], ...change }] });

    expect(problems.length).toBeGreaterThan(0);
    for (const { key, remedy } of problems) {
      expect(key).toMatch(/^module\.smart_auth\.config\.seed_clients\.file → clients\[0\]\./);
      expect(remedy.length).toBeGreaterThan(5);
    }
  });

  test('seeds of every kind and keys are told together', async () => {
    const problems = await refusalOf({
      properties: [`${CONFIG}.openid.signing.jwks_text={"keys":[]}`],
      clients: [{ ...testClients[0], accessTokenValiditySeconds: 0 }],
      users: [{ ...amelia, password: 'short' }],
    });

    const text = keysOf(problems).join('\n');
    expect(text).toContain(`${CONFIG}.openid.signing.jwks_text`);
    expect(text).toContain(`${CONFIG}.seed_clients.file`);
    expect(text).toContain('module.local_security.config.seed.users.file');
  });

  test.each([
    { name: 'a file that is not there', location: 'file:/no/such/clients.json' },
    { name: 'a file outside the configuration folder', location: 'classpath:../clients.json' },
    { name: 'no JSON', location: 'classpath:broken.json' },
  ])('seeds from $name', async ({ location }) => {
    const problems = await refusalOf({
      environment: { [variable(`${CONFIG}.seed_clients.file`)]: location },
      files: { 'broken.json': '{"clients": [' },
    });

    expect(keysOf(problems)).toEqual([`${CONFIG}.seed_clients.file`]);
  });

  test.each([
    { name: 'no JSON', jwks: 'canary-private' },
    { name: 'public keys only', jwks: '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}' },
    { name: 'a symmetric key', jwks: '{"keys":[{"kty":"oct","k":"canary-private"}]}' },
  ])('ruling 2, S-05: signing keys that are $name, without repeating them', async ({ jwks }) => {
    const problems = await refusalOf({ environment: { [variable(`${CONFIG}.openid.signing.jwks_text`)]: jwks } });

    expect(keysOf(problems)).toEqual([`${CONFIG}.openid.signing.jwks_text`]);
    expect(JSON.stringify(problems)).not.toContain('canary-private');
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

  test('an RS512 key as text signs RS512, by its own name', async () => {
    await withServer({ environment: { [key('jwks_text')]: jwks } }, async (server) => {
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

  test('a keystore that is named as well signs instead', async () => {
    const environment = { [key('jwks_text')]: jwks, [key('keystore_id')]: 'named' };

    await withServer({ environment }, async (server) => {
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
