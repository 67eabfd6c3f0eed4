import { StoredHistory } from '#history/stored-history';
import { secretReference } from '#protocol/administration/secret-reference';
import { issuerKey, serverSecretOwner } from '#protocol/server/server';
import { generateKeyPairSync } from 'node:crypto';
import type { AuditEvent } from '#audit/audit.port';
import { PostgresChangeFeed } from '#database/postgres-change-feed';
import type { Sql } from '#database/sql.port';
import { SealedSecrets } from '#keystore/sealing/sealed-secrets';
import type { ServerAdministration, ServerSaving } from '#oidc-server-definition/server-administration.port';
import type { IssuerCheck } from '#oidc-server-definition/runtime/issuer-check';
import { ServerAdministrator } from '#oidc-server-definition/server-administrator';
import { ServerDecision } from '#oidc-server-definition/server-decision';
import { ServerImport } from '#oidc-server-definition/server-import';
import { ServerKeyFile } from '#oidc-server-definition/server-key-file';
import { ServerScripts } from '#oidc-server-definition/server-scripts';
import { ServerSecret } from '#oidc-server-definition/server-secret';
import type { ServerSurroundings } from '#oidc-server-definition/server-surroundings';
import { ServerWriter, serversTopic } from '#oidc-server-definition/server-writer';
import { SqlServerStore } from '#oidc-server-definition/stores/typeorm/sql-server.store';
import type { BulkOutcome } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { allOf } from '../support/async-items.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const module = { nodeId: 'Master', moduleId: 'smart_auth' };
const IDP = { moduleId: 'smart_auth', issuer: 'https://idp.example.org' };
const operator: ChangeAuthor = { kind: 'user', actor: 'gatehouse command' };
const bertha: ChangeAuthor = {
  kind: 'user',
  actor: 'bertha',
  remoteAddress: '192.0.2.7',
  authorities: [{ permission: 'OPENID_CONNECT_EDIT_SERVER' }, { permission: 'OPENID_CONNECT_ADD_SERVER' }],
};
const superuser: ChangeAuthor = { kind: 'user', actor: 'root', authorities: [{ permission: 'ROLE_SUPERUSER' }] };

const canary = 'canary-secret-of-the-other-server';
const SECRET = 'tokenIntrospectionClientSecret';
const UNSET = "#{env['GATEHOUSE_NO_SUCH_SECRET']}";
const publicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const files: Readonly<Record<string, string>> = {
  'classpath:good.jwks': JSON.stringify({ keys: [publicKey] }),
  'classpath:empty.jwks': '{"keys":[]}',
  'file:/etc/good.jwks': JSON.stringify(publicKey),
};

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let feed: PostgresChangeFeed;
let servers: ServerAdministration;
type Written = Parameters<IssuerCheck['ofMany']>[0];
/** What a look at the servers of written definitions comes to. */
let lookedAt: (written: Written) => Awaited<ReturnType<IssuerCheck['ofMany']>>;
const audit: AuditEvent[] = [];
/** How many have an account, by issuer. */
const known = new Map<string, number>();
const HOSPITAL = 'https://idp.example.org';
/** By what the module relies on all its definitions. */
let reliedUpon: string | undefined;

const surroundings: ServerSurroundings = {
  nodeId: 'Master',
  allowsPlainHttp: false,
  isOwner: async ({ nodeId, moduleId }) => nodeId === 'Master' && ['smart_auth', 'smart_inbound'].includes(moduleId),
  reliesBy: async (moduleId) => (moduleId === 'smart_auth' ? reliedUpon : undefined),
  callSettings: () => ({ keysFreshSeconds: 60, keystoreId: 'client', assertionAudience: 'issuer' }),
  readFile: async (location) => {
    const text = files[location];
    if (text === undefined) throw new Error(`there is no /srv/config/${location}`);
    return text;
  },
};

function administration(): ServerAdministration {
  const store = new SqlServerStore(sql, surroundings);
  const secret = new ServerSecret(new SealedSecrets(Buffer.alloc(32, 1)));
  const log = { record: async (event: AuditEvent) => void audit.push(event) };
  const scripts = new ServerScripts({
    ofModule: async () => [],
    warningsOf: async () => [],
    ofText: async () => [],
    warningsOfText: () => [],
  });
  const decision = new ServerDecision(surroundings, secret, new ServerKeyFile(surroundings), scripts, {
    countOf: async ({ moduleId, issuer }) => (moduleId === 'smart_auth' && known.get(issuerKey(issuer))) || 0,
  });
  const writer = new ServerWriter(sql, store, feed, log, secret, new StoredHistory(sql));
  const issuers = {
    warnings: async () => [],
    ofMany: async (written: Written) => lookedAt(written),
  } as unknown as IssuerCheck;
  const imports = new ServerImport(sql, store, surroundings, decision, writer, issuers);
  return new ServerAdministrator(store, surroundings, decision, writer, imports, issuers);
}

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  feed = new PostgresChangeFeed(database.url);
  feed.onModuleInit();
  servers = administration();
});
afterAll(async () => {
  await feed.onApplicationShutdown();
  await close();
  await database.drop();
});
beforeEach(async () => {
  lookedAt = () => [];
  known.clear();
  reliedUpon = undefined;
  await rowsOf(database.url, 'delete from oauth2_server');
});

type Saved = Extract<ServerSaving, { readonly server: unknown }>;

function savedBy(saving: ServerSaving): Saved {
  if (!('server' in saving)) throw new Error(JSON.stringify(saving));
  return saving;
}

async function created(json: object = {}, author = operator): Promise<Saved['server']> {
  const definition = { issuer: 'https://idp.example.org', name: 'Hospital', ...json };
  return savedBy(await servers.create(module, definition, author)).server;
}

const fieldsOf = (saving: ServerSaving | BulkOutcome): readonly string[] =>
  'problems' in saving ? saving.problems.map(({ field }) => field) : [];

async function storedSecret(pid: number): Promise<string | null> {
  const [row] = await rowsOf<{ client_secret: string | null }>(
    database.url,
    'select client_secret from oauth2_server where pid = $1',
    [pid],
  );
  return row?.client_secret ?? null;
}

async function everything(): Promise<readonly object[]> {
  const text = `select s.*, (select version from change_counter where topic = $1) as announced from oauth2_server s order by pid`;
  return rowsOf(database.url, text, [serversTopic('smart_auth')]);
}

test('ruling 60: a definition is of this node, whatever its row says', async () => {
  const { pid, json } = await created();
  await rowsOf(database.url, "UPDATE oauth2_server SET node_id = 'Other' WHERE pid = $1", [pid]);
  const key = { ...module, pid };
  const mine = { pid, json: { nodeId: 'Master' } };

  expect(await servers.find(key)).toMatchObject(mine);
  expect(await servers.findByIssuer(module, 'https://idp.example.org')).toMatchObject(mine);
  expect((await servers.list({ pageIndex: 0, pageSize: 9 })).items).toMatchObject([mine]);
  expect(await allOf(servers.each())).toMatchObject([{ key, json: { nodeId: 'Master' } }]);
  expect(await servers.replace(key, json, { author: operator })).toMatchObject({ kind: 'unchanged' });
  expect(await servers.archive(key, { author: operator })).toMatchObject({ kind: 'changed' });
});

describe('a new definition (ruling 52)', () => {
  test('is written, told to all nodes and put on record, without its secret', async () => {
    const json = { issuer: 'https://idp.example.org/', name: 'Hospital', [SECRET]: canary, notes: 'x' };

    const saving = await servers.create(module, json, bertha);

    const { pid } = savedBy(saving).server;
    expect(saving).toEqual({
      kind: 'created',
      server: {
        pid,
        version: 1,
        json: {
          ...{ pid, nodeId: 'Master', moduleId: 'smart_auth', name: 'Hospital', issuer: 'https://idp.example.org/' },
          ...{ [SECRET]: '***', federationRegistrationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        },
        pendingSecrets: [],
      },
      unknownFields: ['notes'],
      warnings: [expect.objectContaining({ field: 'tokenIntrospectionClientId' })],
    });
    expect(audit.at(-1)).toEqual({
      ...{ moduleId: 'smart_auth', kind: 'SERVER_CHANGE', outcome: 'success', remoteAddress: '192.0.2.7' },
      author: { kind: 'user' },
      detail: { change: 'created', pid, version: 1, issuer: 'https://idp.example.org/', actor: 'bertha' },
    });
    expect(await everything()).toEqual([expect.objectContaining({ announced: expect.any(String) })]);
  });

  test('has its secret sealed at rest, for its row alone (V-102)', async () => {
    const [one, other] = [
      await created({ [SECRET]: canary }),
      await created({ issuer: 'https://b.example', [SECRET]: canary }),
    ];

    const sealed = await Promise.all([storedSecret(one.pid), storedSecret(other.pid)]);

    expect(sealed).toEqual([expect.stringMatching(/^gs1\./), expect.stringMatching(/^gs1\./)]);
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(JSON.stringify([await everything(), audit])).not.toContain(canary);
    await rowsOf(database.url, 'update oauth2_server set client_secret = $1 where pid = $2', [sealed[0], other.pid]);
    await expect(
      servers.replace({ ...module, pid: other.pid }, { ...other.json, [SECRET]: canary }, { author: operator }),
    ).rejects.toThrow(/altered/);
  });

  test.each([
    { name: 'a module that there is not', key: { nodeId: 'Master', moduleId: 'nothing' } },
    { name: 'another node', key: { nodeId: 'Other', moduleId: 'smart_auth' } },
  ])('has no place in $name', async ({ key }) => {
    expect(await servers.create(key, { issuer: 'https://idp.example.org' }, operator)).toEqual({ kind: 'unknown' });
  });

  test.each([
    { name: 'no JSON object', json: 'x', fields: ['', 'issuer'] },
    {
      name: 'the issuer of another with a slash (ruling 18)',
      json: { issuer: 'https://taken.example/' },
      fields: ['issuer'],
    },
    {
      name: 'the registration id of another',
      json: { issuer: 'https://b.example', federationRegistrationId: 'taken' },
      fields: ['federationRegistrationId'],
    },
    { name: 'another module', json: { issuer: 'https://b.example', moduleId: 'smart_inbound' }, fields: ['moduleId'] },
    {
      name: 'a date of archiving',
      json: { issuer: 'https://b.example', archivedAt: '2020-01-01T00:00:00Z' },
      fields: ['archivedAt'],
    },
    {
      name: 'a file without keys',
      json: { issuer: 'https://b.example', validationJwkFile: 'classpath:empty.jwks' },
      fields: ['validationJwkFile'],
    },
    {
      name: 'several mistakes',
      json: { issuer: 'http://b.example', name: 1, validationJwkFile: 'classpath:none.jwks' },
      fields: ['name', 'issuer', 'validationJwkFile'],
    },
  ])('is refused with $name, and nothing is written', async ({ json, fields }) => {
    await created({ issuer: 'https://taken.example', federationRegistrationId: 'taken' });
    const [rows, records] = [await everything(), audit.length];

    const saving = await servers.create(module, json, bertha);

    expect(saving.kind).toBe('refused');
    expect(fieldsOf(saving)).toEqual(fields);
    expect(await everything()).toEqual(rows);
    expect(audit).toHaveLength(records);
  });

  test('is made once when several come at the same time (F-06)', async () => {
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => servers.create(module, { issuer: 'https://race.example' }, operator)),
    );

    expect(all.map(({ kind }) => kind).sort()).toEqual(['created', 'refused', 'refused', 'refused']);
  });
});

describe('what an author may do (V-100)', () => {
  const script = { federationAuthScriptText: 'function onAuthenticateSuccess() {}' };

  test.each([
    { name: 'a script', json: script, fields: ['federationAuthScriptText'] },
    {
      name: 'a mapping script',
      json: { federationUserMappingScriptText: 'x' },
      fields: ['federationUserMappingScriptText'],
    },
    { name: 'a file elsewhere', json: { validationJwkFile: 'file:/etc/good.jwks' }, fields: ['validationJwkFile'] },
    { name: 'a file that is not there', json: { validationJwkFile: 'file:/etc/none' }, fields: ['validationJwkFile'] },
  ])('$name is only for who may do everything', async ({ json, fields }) => {
    const definition = { issuer: 'https://idp.example.org', ...json };

    const saving = await servers.create(module, definition, bertha);

    expect(saving.kind).toBe('forbidden');
    expect(fieldsOf(saving)).toEqual(fields);
    const problems = 'problems' in saving ? saving.problems : [];
    expect(problems.map(({ problem }) => problem).join()).toMatch(/^gives people authorities$|^is a file outside/);
  });

  test('a superuser writes scripts and names files, and others leave them as they are', async () => {
    const definition = { issuer: 'https://idp.example.org', ...script, validationJwkFile: 'file:/etc/good.jwks' };
    const { server } = savedBy(await servers.create(module, definition, superuser));
    const key = { ...module, pid: server.pid };

    expect(await servers.replace(key, { ...server.json, name: 'New' }, { author: bertha })).toMatchObject({
      kind: 'changed',
      fields: ['name'],
    });
    const without = { ...server.json, federationAuthScriptText: '' };
    expect((await servers.replace(key, without, { author: bertha })).kind).toBe('forbidden');
  });

  describe('once people have accounts by the definition', () => {
    const addresses = ['Authorization', 'Token', 'UserInfo', 'JwkSet'].map((each) => `federation${each}Url`);
    const wanted: Readonly<Record<string, string>> = {
      ...{ issuer: 'https://attacker.example', tokenIntrospectionClientId: 'them', federationRegistrationId: 'other' },
      ...{ validationJwkText: JSON.stringify(publicKey), validationJwkFile: 'classpath:good.jwks' },
      ...Object.fromEntries(addresses.map((field) => [field, 'https://attacker.example/x'])),
      wellKnownEndpoint: 'https://attacker.example/.well-known',
    };
    const before = { tokenIntrospectionClientId: 'us', validationJwkText: undefined };

    test.each(Object.keys(wanted))(
      '%s, which decides who is believed, stays with who may do everything',
      async (field) => {
        const server = await created(before);
        const key = { ...module, pid: server.pid };
        const json = { ...server.json, [field]: wanted[field] };
        known.set(HOSPITAL, 1);
        const refused = await servers.replace(key, json, { author: bertha });
        const request = { mode: 'import', author: bertha, dryRun: true } as const;
        const [imported] = await servers.upsert([{ json: { ...json, pid: undefined } }], request);
        const done = await servers.replace(key, json, { author: superuser });

        expect([refused.kind, fieldsOf(refused), done.kind]).toEqual(['forbidden', [field], 'changed']);
        // By another issuer it is another definition, whose registration id is taken.
        expect(imported?.kind).toBe(field === 'issuer' ? 'refused' : 'forbidden');
      },
    );

    test('other fields are changed, and what says the same is no change', async () => {
      const server = await created(before);
      known.set(HOSPITAL, 1);
      const { federationRegistrationId: _id, ...rest } = server.json;
      const issuer = `${String(server.json['issuer'])}/`;
      const json = { ...rest, issuer, name: 'New', federationRequestScopes: 'openid', [SECRET]: canary };

      expect(await servers.replace({ ...module, pid: server.pid }, json, { author: bertha })).toMatchObject({
        kind: 'changed',
        fields: ['name', 'issuer', 'federationRequestScopes', SECRET],
      });
    });

    test.each(['federationAuthScriptText', 'federationUserMappingScriptText'])('or its %s hears it', async (field) => {
      const { server } = savedBy(
        await servers.create(module, { issuer: 'https://idp.example.org', [field]: 'function x() {}' }, superuser),
      );
      const json = { ...server.json, validationJwkText: JSON.stringify(publicKey) };

      expect((await servers.replace({ ...module, pid: server.pid }, json, { author: bertha })).kind).toBe('forbidden');
    });

    test('or the module relies on all its definitions, those that are still to come included; others than superusers change the rest', async () => {
      reliedUpon = 'callback_script';
      const own = { issuer: 'https://evil.example', validationJwkText: JSON.stringify(publicKey), name: 'Mine' };
      const made = await servers.create(module, own, bertha);
      const request = { mode: 'import', author: bertha, dryRun: false } as const;
      const entries = ['smart_auth', 'smart_inbound'].map((moduleId) => ({ json: { ...module, ...own, moduleId } }));
      const [imported, elsewhere] = await servers.upsert(entries, request);
      const { server } = savedBy(await servers.create(module, { issuer: HOSPITAL }, superuser));
      const key = { ...module, pid: server.pid };
      const changed = await servers.replace(key, { ...server.json, ...own, issuer: HOSPITAL }, { author: bertha });
      const named = await servers.replace(key, { ...server.json, name: 'Clinic' }, { author: bertha });
      const archived = await servers.archive(key, { author: bertha });
      const back = await servers.replace(key, server.json, { author: bertha });

      expect(made).toEqual({
        kind: 'forbidden',
        problems: [
          {
            field: 'issuer',
            problem: 'decides who is believed, and callback_script of smart_auth relies on all its definitions',
            remedy: 'Let somebody define the server who has ROLE_SUPERUSER',
          },
        ],
      });
      expect([imported?.kind, elsewhere?.kind, changed.kind, fieldsOf(changed)]).toEqual([
        ...['forbidden', 'created', 'forbidden'],
        ['validationJwkText'],
      ]);
      expect([named.kind, archived.kind, back.kind]).toEqual(['changed', 'changed', 'unknown']);
    });
  });

  test.each([
    { name: 'the issuer', change: { issuer: 'https://attacker.example' } },
    { name: 'the token endpoint', change: { federationTokenUrl: 'https://attacker.example/token' } },
    { name: 'the discovery document', change: { wellKnownEndpoint: 'https://attacker.example/.well-known' } },
  ])('a masked secret does not go along to a stranger by $name', async ({ change }) => {
    const server = await created({ [SECRET]: canary, tokenIntrospectionClientId: 'us' });
    const key = { ...module, pid: server.pid };

    expect(fieldsOf(await servers.replace(key, { ...server.json, ...change }, { author: superuser }))).toEqual([
      SECRET,
    ]);
    const known = { ...server.json, ...change, [SECRET]: 'another-secret' };
    expect(await servers.replace(key, known, { author: bertha })).toMatchObject({ kind: 'changed' });
  });

  test.each([
    { name: 'the very secret, given again', secret: canary, kind: 'changed' },
    { name: 'the variable of its export', secret: secretReference(serverSecretOwner(IDP)), kind: 'refused' },
    { name: 'nothing', secret: undefined, kind: 'refused' },
  ])('V-72: with another token endpoint and $name it is $kind', async ({ secret, kind }) => {
    const server = await created({ [SECRET]: canary, tokenIntrospectionClientId: 'us' });
    const json = { ...server.json, federationTokenUrl: 'https://idp.example.org/new/token', [SECRET]: secret };

    const saving = await servers.replace({ ...module, pid: server.pid }, json, { author: bertha });

    expect(saving.kind).toBe(kind);
  });
});

describe('a change of a definition', () => {
  test('takes the whole object: what is left out is unset, the registration id and the secret stay', async () => {
    const server = await created({ [SECRET]: canary, tokenIntrospectionClientId: 'us', organizationId: 'x' });
    const key = { ...module, pid: server.pid };
    const sealed = await storedSecret(server.pid);

    const saving = await servers.replace(
      key,
      { issuer: 'https://idp.example.org', tokenIntrospectionClientId: 'us' },
      { author: bertha, ifVersions: [1] },
    );

    expect(saving).toMatchObject({ kind: 'changed', fields: ['name', 'organizationId'], server: { version: 2 } });
    expect(savedBy(saving).server.json).toEqual({
      ...{ pid: server.pid, ...module, issuer: 'https://idp.example.org', tokenIntrospectionClientId: 'us' },
      ...{ [SECRET]: '***', federationRegistrationId: server.json['federationRegistrationId'] },
    });
    expect(await storedSecret(server.pid)).toBe(sealed);
    expect(audit.at(-1)?.detail).toMatchObject({
      change: 'updated',
      fields: ['name', 'organizationId'],
      actor: 'bertha',
    });
  });

  test.each([
    ['what was read', {}],
    ['the secret itself', { [SECRET]: canary }],
    ['the variable of its export', { [SECRET]: secretReference(serverSecretOwner(IDP)) }],
  ])('that says the same by %s writes nothing', async (_name, json) => {
    const server = await created({ [SECRET]: canary, tokenIntrospectionClientId: 'us' });
    const rows = await everything();

    const saving = await servers.replace(
      { ...module, pid: server.pid },
      { ...server.json, ...json },
      { author: bertha },
    );

    expect(saving).toMatchObject({ kind: 'unchanged', server });
    expect(await everything()).toEqual(rows);
  });

  test.each([
    ['an empty text', ''],
    ['null', null],
  ])('removes the secret by %s', async (_name, empty) => {
    const server = await created({ [SECRET]: canary });

    const saving = await servers.replace(
      { ...module, pid: server.pid },
      { ...server.json, [SECRET]: empty },
      { author: bertha },
    );

    expect(saving).toMatchObject({ kind: 'changed', fields: [SECRET] });
    expect(savedBy(saving).server.json).not.toHaveProperty(SECRET);
    expect(await storedSecret(server.pid)).toBeNull();
  });

  test('loses against another one that came first (F-06)', async () => {
    const server = await created();
    const key = { ...module, pid: server.pid };
    const change = (name: string) =>
      servers.replace(key, { ...server.json, name }, { author: bertha, ifVersions: [server.version] });

    const kinds = (await Promise.all(['a', 'b', 'c'].map(change))).map(({ kind }) => kind).sort();

    expect(kinds).toEqual(['changed', 'stale', 'stale']);
    expect(await servers.archive(key, { author: bertha, ifVersions: [1] })).toEqual({ kind: 'stale' });
  });

  test('that names no version has the last word, also among several', async () => {
    const server = await created();
    const key = { ...module, pid: server.pid };
    const change = (name: string) => servers.replace(key, { ...server.json, name }, { author: bertha });

    const kinds = (await Promise.all(['a', 'b'].map(change))).map(({ kind }) => kind);

    expect(kinds).toEqual(['changed', 'changed']);
    expect((await servers.find(key))?.version).toBe(3);
  });

  test.each([
    { name: 'another node', change: { nodeId: 'Other' } },
    { name: 'another module', change: { moduleId: 'smart_inbound' } },
    { name: 'a pid that is none', change: { pid: 2 ** 70 } },
    { name: 'a pid that nothing has', change: { pid: 123_456 } },
  ])('is unknown at $name', async ({ change }) => {
    const server = await created();
    const key = { ...module, pid: server.pid, ...change };

    expect(await servers.find(key)).toBeUndefined();
    expect(await servers.replace(key, server.json, { author: operator })).toEqual({ kind: 'unknown' });
    expect(await servers.archive(key, { author: operator })).toEqual({ kind: 'unknown' });
  });
});

describe('an archived definition', () => {
  test.each([
    {
      name: 'archive',
      at: /^\d{4}-.*\.\d{3}\+00:00$/,
      archive: (key: Key) => servers.archive(key, { author: bertha }),
    },
    {
      name: 'a full object with archivedAt',
      at: /^2099-01-01T00:00:00\.001\+00:00$/,
      archive: async (key: Key) =>
        servers.replace(
          key,
          { ...(await servers.find(key))?.json, archivedAt: '2099-01-01T00:00:00.001Z' },
          { author: bertha },
        ),
    },
  ])('by $name is found nowhere, and nothing of it comes back with its issuer', async ({ archive, at }) => {
    const server = await created({ [SECRET]: canary });
    const key = { ...module, pid: server.pid };

    const saving = await archive(key);

    expect(savedBy(saving).server).toMatchObject({
      version: 2,
      json: { archivedAt: expect.stringMatching(at) },
    });
    expect(await servers.find(key)).toBeUndefined();
    expect(await servers.findByIssuer(module, 'https://idp.example.org')).toBeUndefined();
    expect((await servers.list({ pageIndex: 0, pageSize: 10 })).items).toEqual([]);
    expect(await storedSecret(server.pid)).toBeNull();
    const next = await created();
    expect(next.pid).not.toBe(server.pid);
    expect(next.json).not.toHaveProperty(SECRET);
    expect(next.json['federationRegistrationId']).not.toBe(server.json['federationRegistrationId']);
  });

  describe('V-28: by which people have accounts', () => {
    const definition = { issuer: `${HOSPITAL}/`, name: 'Hospital' };
    const warned = (saving: ServerSaving) =>
      savedBy(saving).warnings.map(({ field, problem }) => `${field} ${problem}`);

    test('is archived and brought back by who may do everything alone, and it is said how many it is about', async () => {
      const { pid, json } = await created();
      const key = { ...module, pid };
      known.set(HOSPITAL, 3);
      const refused = await servers.archive(key, { author: bertha });
      const put = await servers.replace(key, { ...json, archivedAt: '2026-01-01T00:00:00Z' }, { author: bertha });
      const archived = await servers.archive(key, { author: superuser });
      const notFound = await servers.replace(key, json, { author: bertha });
      const stale = await servers.replace(key, json, { author: superuser, ifVersions: [1] });
      const back = await servers.replace(key, { ...json, archivedAt: null }, { author: superuser });

      expect([refused.kind, fieldsOf(refused), put.kind]).toEqual(['forbidden', ['archivedAt'], 'forbidden']);
      expect(warned(archived)).toEqual([expect.stringContaining('archivedAt is set, and 3 people have accounts here')]);
      expect([notFound, stale.kind]).toEqual([{ kind: 'unknown' }, 'stale']);
      expect(back).toMatchObject({ kind: 'changed', fields: ['archivedAt'], server: { pid, version: 3 } });
      expect(warned(back)).toEqual([expect.stringContaining('issuer is that by which 3 people have accounts here')]);
      expect(await servers.find(key)).toMatchObject({ json: { ...json } });
    });

    test('is defined anew by who may do everything alone, one by one, in a batch and by another definition', async () => {
      const other = await created({ issuer: 'https://other.example' });
      known.set(HOSPITAL, 1);
      const request = { mode: 'import', dryRun: true } as const;
      const entry = { json: { ...definition, moduleId: 'smart_auth' } };
      const move = { ...other.json, issuer: HOSPITAL };
      const otherKey = { ...module, pid: other.pid };

      const refused = await servers.create(module, definition, bertha);
      const [batch] = await servers.upsert([entry], { ...request, author: bertha });
      const moved = await servers.replace(otherKey, move, { author: bertha });
      const [told] = await servers.upsert([entry], { ...request, author: superuser });
      const made = await servers.create(module, definition, superuser);
      const left = await servers.replace(
        { ...module, pid: savedBy(made).server.pid },
        { ...savedBy(made).server.json, issuer: 'https://new.example' },
        { author: superuser },
      );

      expect([refused, batch, moved].map((each) => each && [each.kind, fieldsOf(each)])).toEqual(
        Array(3).fill(['forbidden', ['issuer']]),
      );
      const back = expect.stringContaining('is that by which 1 person has an account here');
      expect([told?.kind, told?.warnings.map(({ problem }) => problem), warned(made)]).toEqual([
        'created',
        [back],
        [back],
      ]);
      expect(warned(left)).toEqual([expect.stringContaining('was that by which 1 person has an account here')]);
    });

    test('comes back neither twice nor beside another one of its issuer', async () => {
      const { pid, json } = await created();
      const key = { ...module, pid };
      await servers.archive(key, { author: superuser });
      await created();

      const back = await servers.replace(key, json, { author: superuser });

      expect([back.kind, fieldsOf(back)]).toEqual(['refused', ['issuer']]);
    });
  });

  interface Key {
    readonly nodeId: string;
    readonly moduleId: string;
    readonly pid: number;
  }
});

describe('definitions', () => {
  const issuers = ['https://b.example', 'https://a.example/', 'https://Z.example', 'https://a.example/x'];
  const inOrder = ['https://Z.example', 'https://a.example/', 'https://a.example/x', 'https://b.example'];

  beforeEach(async () => {
    for (const issuer of issuers) await created({ issuer });
  });

  test('are listed by module and issuer, page by page', async () => {
    const pages = await Promise.all([0, 1, 2].map((pageIndex) => servers.list({ pageIndex, pageSize: 3 })));

    expect(pages.map(({ items }) => items.length)).toEqual([3, 1, 0]);
    expect(pages.map(({ totalPages }) => totalPages)).toEqual([2, 2, 2]);
    expect(pages.flatMap(({ items }) => items).map(({ json }) => json['issuer'])).toEqual(inOrder);
  });

  test.each(['https://a.example', 'https://a.example/', 'https://a.example//'])(
    'are found by their issuer however it ends: %s (ruling 18)',
    async (issuer) => {
      expect((await servers.findByIssuer(module, issuer))?.json['issuer']).toBe('https://a.example/');
      expect(await servers.findByIssuer({ ...module, nodeId: 'Other' }, issuer)).toBeUndefined();
      expect(await servers.findByIssuer({ ...module, moduleId: 'smart_inbound' }, issuer)).toBeUndefined();
    },
  );

  test('are exported in the same order, whatever their number', async () => {
    for (let index = 0; index < 120; index++) await created({ issuer: `https://c.example/${String(index)}` });

    const exported = [];
    for await (const each of servers.each()) exported.push(each);

    expect(exported).toHaveLength(124);
    const names = exported.map(({ json }) => String(json['issuer']).replace(/\/+$/, ''));
    expect(names).toEqual([...names].sort());
  });
});

describe('a batch', () => {
  const entry = (json: object, expectedVersion?: number) => ({
    json: { moduleId: 'smart_auth', ...json },
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
  const request = { mode: 'apply', dryRun: false, author: operator } as const;

  const kindsOf = (outcomes: readonly BulkOutcome[]): readonly string[] => outcomes.map(({ kind }) => kind);

  async function exported(): Promise<readonly object[]> {
    const all = [];
    for await (const { json } of servers.each()) all.push(json);
    return all;
  }

  test('writes what it can and tells of each entry what became of it', async () => {
    await created({ issuer: 'https://there.example' });
    await created({ issuer: 'https://same.example' });
    const same = (await servers.findByIssuer(module, 'https://same.example'))?.json ?? {};
    const entries = [
      entry({ issuer: 'https://new.example', nodeId: 'North', notes: 'x' }),
      entry({ issuer: 'https://there.example/', name: 'Other' }),
      entry(same),
      entry({ issuer: 'https://new.example/' }),
      entry({ issuer: 'https://new2.example', moduleId: 'nothing' }),
      entry({ name: 1 }),
      entry({ issuer: 'https://gone.example', archivedAt: '2026-01-01T00:00:00Z' }),
    ];
    const expected = ['created', 'changed', 'unchanged', 'refused', 'refused', 'refused', 'skipped'];

    const trial = await servers.upsert(entries, { ...request, dryRun: true });
    expect(await servers.findByIssuer(module, 'https://new.example')).toBeUndefined();
    const outcomes = await servers.upsert(entries, request);

    expect(kindsOf(trial)).toEqual(expected);
    expect(outcomes).toEqual(trial);
    expect(outcomes[0]).toMatchObject({ unknownFields: ['notes'], warnings: [{ field: 'nodeId' }] });
    expect(outcomes[1]).toMatchObject({ fields: ['name', 'issuer'], version: 1 });
    expect(kindsOf(await servers.upsert(entries.slice(0, 3), request))).toEqual(Array(3).fill('unchanged'));
  });

  test.each([
    { name: 'was not there', version: 0, json: { issuer: 'https://there.example' } },
    { name: 'is older', version: 7, json: { issuer: 'https://there.example' } },
    { name: 'is gone', version: 1, json: { issuer: 'https://gone.example' } },
  ])('leaves alone what somebody changed since: what was decided upon $name', async ({ version, json }) => {
    await created({ issuer: 'https://there.example' });

    expect(kindsOf(await servers.upsert([entry(json, version)], request))).toEqual(['stale']);
  });

  test('what is exported comes back as it was, its secret when the variable is set; until then it is pending', async () => {
    await created({ issuer: 'https://idp.example.org/', [SECRET]: canary, tokenIntrospectionClientId: 'us' });
    const document = await exported();
    expect(JSON.stringify(document)).not.toContain(canary);
    expect(document).toEqual([
      expect.objectContaining({
        [SECRET]: expect.stringMatching(
          /^#\{env\['GATEHOUSE_SERVER__SMART_AUTH__HTTPS_IDP_EXAMPLE_ORG_[0-9A-F]{8}'\]\}$/,
        ),
      }),
    ]);
    await rowsOf(database.url, 'delete from oauth2_server');

    const first = await servers.upsert(
      document.map((json) => entry(json)),
      request,
    );

    expect(first).toEqual([
      expect.objectContaining({ kind: 'created', warnings: [expect.objectContaining({ field: SECRET })] }),
    ]);
    expect(await exported()).toEqual(document);
    const pending = await servers.findByIssuer(module, 'https://idp.example.org');
    expect(pending).toMatchObject({ pendingSecrets: [SECRET] });
    const filled = document.map((json) => entry({ ...json, [SECRET]: canary }));
    expect(await servers.upsert(filled, request)).toMatchObject([{ kind: 'changed', fields: [SECRET] }]);
    expect(await exported()).toEqual(document);
    expect(kindsOf(await servers.upsert(filled, request))).toEqual(['unchanged']);
    expect(
      kindsOf(
        await servers.upsert(
          document.map((json) => entry(json)),
          request,
        ),
      ),
    ).toEqual(['unchanged']);
  });

  test.each([
    { mode: 'import', given: { [SECRET]: 'another-secret' }, expected: 'unchanged', name: 'another secret' },
    { mode: 'apply', given: { [SECRET]: 'another-secret' }, expected: 'changed', name: 'another secret' },
    { mode: 'import', given: {}, expected: 'unchanged', name: 'none' },
    { mode: 'apply', given: { pid: undefined }, expected: 'changed', name: 'none' },
    {
      mode: 'apply',
      given: {},
      expected: 'unchanged',
      name: 'none in an answer of an API, which never has it (reference 6)',
    },
    { mode: 'apply', given: { [SECRET]: '***' }, expected: 'unchanged', name: 'a masked one' },
    { mode: 'apply', given: { [SECRET]: UNSET }, expected: 'unchanged', name: 'a variable without a value' },
    {
      mode: 'apply',
      given: { [SECRET]: UNSET, pid: undefined },
      expected: 'unchanged',
      name: 'a variable without a value, in no answer',
    },
    { mode: 'import', given: { [SECRET]: '' }, expected: 'unchanged', name: 'an empty one' },
  ] as const)('in mode $mode with $name leaves the stored secret $expected', async ({ mode, given, expected }) => {
    const server = await created({ [SECRET]: canary, tokenIntrospectionClientId: 'us' });
    const { [SECRET]: _masked, ...json } = server.json;

    expect(kindsOf(await servers.upsert([entry({ ...json, ...given })], { ...request, mode }))).toEqual([expected]);
  });

  test('keeps the pid of a new definition where none has or had it; those made later go on behind it', async () => {
    const wish = (name: string, pid: number) => entry({ ...module, issuer: `https://${name}.pids.example`, pid });
    const pidOf = async (name: string) => (await servers.findByIssuer(module, `https://${name}.pids.example`))?.pid;
    const problems = (outcomes: readonly BulkOutcome[]) =>
      outcomes.flatMap(({ warnings }) => warnings.filter(({ field }) => field === 'pid').map(({ problem }) => problem));
    await servers.upsert([wish('keeps', 3_000), wish('erased', 3_001)], request);
    await servers.archive({ ...module, pid: 3_001 }, { author: operator });
    const entries = [wish('guest', 3_000), wish('heir', 3_001), wish('vast', 2 ** 50), wish('free', 2_999)];

    const trial = await servers.upsert(entries, { ...request, dryRun: true });
    const outcomes = await servers.upsert(entries, request);
    const again = await servers.upsert([wish('keeps', 1)], request);

    expect(problems(trial)).toEqual(
      [3_000, 3_001, 2 ** 50].map((pid) => `${String(pid)} cannot be kept: it becomes another`),
    );
    expect(problems(outcomes)).toEqual([
      `3000 cannot be kept: it is ${String(await pidOf('guest'))} here`,
      `3001 cannot be kept: it is ${String(await pidOf('heir'))} here`,
      `${String(2 ** 50)} cannot be kept: it is ${String(await pidOf('vast'))} here`,
    ]);
    expect(again).toMatchObject([{ kind: 'unchanged', warnings: [{ problem: '1 cannot be kept: it is 3000 here' }] }]);
    expect([await pidOf('keeps'), await pidOf('free')]).toEqual([3_000, 2_999]);
    expect(await pidOf('guest')).toBeGreaterThan(3_001);
    const { pid } = await created({ pid: 3_500 });
    expect(pid).not.toBe(3_500);
  });

  test('tells of each definition that was written what its server says, and of no other; a trial asks nobody', async () => {
    await created({ issuer: 'https://there.example', name: 'There' });
    const looks: string[][] = [];
    lookedAt = (written) => {
      looks.push(written.map(({ settings }) => settings.issuer));
      return written.map(({ settings }) => [{ field: 'issuer', problem: `of ${settings.issuer}`, remedy: 'Look' }]);
    };
    const of = (issuer: string, more: object = {}) => entry({ ...module, issuer, ...more });
    const entries = [
      of('https://there.example', { name: 'Renamed' }),
      of('https://a.example'),
      of('no address'),
      of('https://b.example'),
    ];

    await servers.upsert(entries, { ...request, dryRun: true });
    const outcomes = await servers.upsert(entries, request);
    const warned = outcomes.map(({ warnings }) =>
      warnings.flatMap(({ problem }) => (problem.startsWith('of ') ? [problem] : [])),
    );

    expect(looks.filter(({ length }) => length > 0)).toEqual([['https://a.example', 'https://b.example']]);
    expect(kindsOf(outcomes)).toEqual(['changed', 'created', 'refused', 'created']);
    expect(warned).toEqual([[], ['of https://a.example'], [], ['of https://b.example']]);
  });

  test('has at most 500 entries', async () => {
    const many = Array.from({ length: 501 }, () => entry({}));

    await expect(servers.upsert(many, request)).rejects.toThrow(RangeError);
  });
});
