import type { ClientKey, ClientReplaced } from '#outbound-smart/clients/client-administration.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { JsonObject } from '#protocol/json/json-object';
import { ClientBench } from '../support/client-bench.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const module = { nodeId: 'Master', moduleId: 'smart_auth' };
const author: ChangeAuthor = { kind: 'user', actor: 'bertha', remoteAddress: '192.0.2.7' };
const helpdesk: ChangeAuthor = {
  kind: 'user',
  actor: 'nina',
  authorities: [{ permission: 'OPENID_CONNECT_EDIT_CLIENT' }],
};
const keyOf = (clientId: string): ClientKey => ({ ...module, clientId });

let database: TestDatabase;
let bench: ClientBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = new ClientBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

/** A browser app, or what it is changed into. */
function app(clientId: string, change: object = {}): JsonObject {
  return {
    ...{ clientId, enabled: true, scopes: ['openid', 'fhirUser'], allowedGrantTypes: ['AUTHORIZATION_CODE'] },
    registeredRedirectUris: ['https://app.example/cb'],
    ...change,
  };
}

async function created(clientId: string, change: object = {}): Promise<JsonObject> {
  const outcome = await bench.administration.create(module, app(clientId, change), author);
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return outcome.client.json;
}

/** Creates it where it is not there. */
const exists = (clientId: string, change: object = {}) =>
  bench.administration.create(module, app(clientId, change), author);

const replace = (clientId: string, json: unknown, options: object = {}): Promise<ClientReplaced> =>
  bench.administration.replace(keyOf(clientId), json, { author, ...options });

/** The secrets of a client as interfaces show them. */
async function secretsOf(clientId: string): Promise<readonly JsonObject[]> {
  const client = await bench.administration.find(keyOf(clientId));
  return client?.json['clientSecrets'] as readonly JsonObject[];
}

async function hashesOf(clientId: string): Promise<readonly string[]> {
  const client = await bench.store.find('smart_auth', clientId);
  return client?.clientSecrets.map(({ hash }) => hash) ?? [];
}

const fieldsOf = (outcome: { readonly problems?: readonly { field: string }[] }) =>
  outcome.problems?.map(({ field }) => field);

describe('create (ruling 52)', () => {
  test('answers the object, booleans false, unset values left out, the secret masked; nothing is said twice', async () => {
    const outcome = await bench.administration.create(
      module,
      app('web', { clientSecrets: [{ secret: 'a long secret', description: 'first' }], surprise: 1 }),
      author,
    );

    expect(outcome).toMatchObject({
      kind: 'created',
      unknownFields: ['surprise'],
      client: {
        version: 1,
        json: {
          ...{ pid: expect.any(Number), nodeId: 'Master', moduleId: 'smart_auth', clientId: 'web', fixedScope: false },
          clientSecrets: [{ pid: expect.any(Number), secret: '***', description: 'first' }],
        },
      },
    });
    expect(JSON.stringify([outcome, bench.audit])).not.toMatch(/a long secret|\$2b\$/);
    expect(bench.audit.at(-1)).toMatchObject({ clientId: 'web', detail: { change: 'created', actor: 'bertha' } });
    expect(outcome.kind === 'created' && outcome.client.json).not.toHaveProperty('jwksUrl');
  });

  test.each([
    { name: 'STD RFC9700-7, ruling 49: the name of a user', json: app('amelia'), fields: ['clientId'] },
    { name: 'an id that is taken', json: app('taken'), fields: ['clientId'] },
    { name: 'a body for another module', json: app('x', { moduleId: 'ward_auth' }), fields: ['moduleId'] },
    { name: 'a body for another node', json: app('x', { nodeId: 'Slave' }), fields: ['nodeId'] },
    {
      name: 'V-51: a name that reads backwards',
      json: app('x', { clientName: 'Good \u202eppa' }),
      fields: ['clientName'],
    },
    { name: 'a list', json: [], fields: ['', 'clientId'] },
    {
      name: 'all mistakes at once: a short secret, a script in an address, a scope that is none',
      json: app('x', {
        clientSecrets: [{ secret: 'short' }],
        registeredRedirectUris: ['javascript:alert(1)'],
        scopes: ['a b'],
      }),
      fields: ['scopes', 'clientSecrets[0].secret', 'registeredRedirectUris'],
    },
    {
      name: 'V-87: types nobody expects',
      json: app('x', { scopes: 'openid', enabled: 'true', clientSecrets: {}, accessTokenValiditySeconds: '1e9' }),
      fields: ['enabled', 'accessTokenValiditySeconds', 'scopes', 'clientSecrets'],
    },
    {
      name: 'too many secrets to be hashed',
      json: app('x', { clientSecrets: Array(11).fill({ secret: 'long enough' }) }),
      fields: ['clientSecrets'],
    },
  ])('refuses $name and writes nothing', async ({ json, fields }) => {
    await exists('taken');
    const [before, records] = [await bench.everything(), bench.audit.length];

    const outcome = await bench.administration.create(module, json, author);

    expect(outcome.kind).toBe('refused');
    expect('problems' in outcome && fieldsOf(outcome)).toEqual(fields);
    expect([await bench.everything(), bench.audit.length]).toEqual([before, records]);
  });

  test('a module that is none, and one of another node, are unknown', async () => {
    const create = (key: object) => bench.administration.create({ ...module, ...key }, app('nowhere'), author);

    expect(await Promise.all([create({ moduleId: 'local' }), create({ nodeId: 'Slave' })])).toEqual([
      { kind: 'unknown' },
      { kind: 'unknown' },
    ]);
  });

  test('ruling 57: a client whose secret came masked is created without it, warned of, and no public one', async () => {
    const outcome = await bench.administration.create(
      module,
      app('masked', { clientSecrets: [{ secret: '***' }], secretRequired: false }),
      author,
    );

    expect(outcome).toMatchObject({
      kind: 'created',
      client: { json: { clientSecrets: [], secretRequired: true } },
      warnings: [
        expect.objectContaining({ field: 'clientSecrets[0]' }),
        expect.objectContaining({ field: 'secretRequired' }),
      ],
    });
  });

  test('a generated secret is told once, and only its hash is stored', async () => {
    const outcome = await bench.administration.createWithGeneratedSecret(
      module,
      app('generated', { secretRequired: true, clientSecrets: [{ description: 'mine', secret: '***' }] }),
      author,
    );

    expect(outcome).toMatchObject({ kind: 'created', generatedSecret: expect.stringMatching(/^ghs_[\w-]{43}$/) });
    expect(await secretsOf('generated')).toEqual([
      expect.objectContaining({ secret: '***', description: 'mine', expiration: expect.any(String) }),
    ]);
    expect(await hashesOf('generated')).toEqual([expect.stringMatching(/^SHA256\$/)]);
  });

  test('F-06: of 8 who create one id at once, one does', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => bench.administration.create(module, app('contested'), author)),
    );

    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['created', ...Array<string>(7).fill('refused')]);
  });
});

describe('replace with the full object', () => {
  test('what was read and is sent back writes nothing, in whatever order sets come', async () => {
    const json = await created('same', {
      clientSecrets: [{ secret: 'a long secret', description: 'first', expiration: '2031-01-01T00:00:00.000-05:00' }],
      permissions: [{ permission: 'VIEW_USERS' }, { permission: 'ACCESS_ADMIN_JSON' }],
      scopeDescriptions: { openid: 'Who you are' },
    });
    const [before, records] = [await bench.everything(), bench.audit.length];

    const outcomes = [
      await replace('same', json),
      await replace('same', {
        ...json,
        scopes: ['fhirUser', 'openid'],
        permissions: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'VIEW_USERS' }],
      }),
      await replace('same', { ...json, clientSecrets: undefined }),
      await replace('same', {
        ...json,
        clientSecrets: [{ secret: 'a long secret', description: 'first', expiration: '2031-01-01T05:00:00Z' }],
      }),
    ];

    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('unchanged'));
    expect([await bench.everything(), bench.audit.length]).toEqual([before, records]);
  });

  test('what is left out gets its default, and names of fields are all that is on record', async () => {
    await created('full', { clientName: 'Full', clientSecrets: [{ secret: 'a long secret' }], secretRequired: true });

    const outcome = await replace('full', app('full', { secretRequired: true, jwksUrl: 'https://app.example/jwks' }));

    expect(outcome).toMatchObject({ kind: 'changed', fields: ['clientName', 'jwksUrl'], client: { version: 2 } });
    expect(await secretsOf('full')).toHaveLength(1);
    expect(bench.audit.at(-1)).toMatchObject({
      detail: { change: 'updated', fields: ['clientName', 'jwksUrl'], version: 2, actor: 'bertha' },
    });
  });

  test.each([
    { name: 'of another client', key: 'other', body: 'full', kind: 'refused' },
    { name: 'with the internal id of another', key: 'taken', body: 'taken', more: { pid: 999 }, kind: 'refused' },
    { name: 'of nobody', key: 'nobody', body: 'nobody', kind: 'unknown' },
    { name: 'with another version', key: 'taken', body: 'taken', version: 7, kind: 'stale' },
  ])('a body $name: $kind', async ({ key, body, more = {}, version, kind }) => {
    if (key !== 'nobody') await exists(key);
    const before = await bench.everything();

    const outcome = await replace(key, app(body, more), version === undefined ? {} : { ifVersions: [version] });

    expect(outcome.kind).toBe(kind);
    expect(await bench.everything()).toEqual(before);
  });

  test('F-06: of 16 with one version one wins, the others are stale; without a version all get their turn', async () => {
    await created('popular');
    const names = Array.from({ length: 16 }, (_, place) => app('popular', { clientName: `Name ${place}` }));

    const outcomes = await Promise.all(names.map((json) => replace('popular', json, { ifVersions: [1] })));
    const two = await Promise.all(names.slice(0, 2).map((json) => replace('popular', { ...json, fixedScope: true })));

    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', ...Array<string>(15).fill('stale')]);
    expect(two.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
  });

  test('createdByAppSphere is read only, which is told (ruling 46)', async () => {
    const json = await created('sphere', { createdByAppSphere: true });

    expect(json).toMatchObject({ createdByAppSphere: false });
    expect(await replace('sphere', { ...json, createdByAppSphere: true })).toMatchObject({
      ...{ kind: 'unchanged', warnings: [{ field: 'createdByAppSphere' }] },
    });
  });

  test('a new client is not archived at once, and its pid is a number (V-87)', async () => {
    const at = (change: object) => exists('stillborn', change);

    expect(await at({ archivedAt: '2026-11-22T10:00:00Z' })).toMatchObject({ problems: [{ field: 'archivedAt' }] });
    expect(await at({ pid: [1] })).toMatchObject({ problems: [{ field: 'pid' }] });
  });

  test('F-06: versions go on where the id is that of an archived client', async () => {
    const json = await created('again');
    await replace('again', { ...json, archivedAt: '2026-11-22T10:00:00Z' });
    await created('again');

    expect(await bench.administration.find(keyOf('again'))).toMatchObject({ version: 3 });
  });

  test('ruling 60: a client is of this node, whatever its row says', async () => {
    const json = await created('moved');
    await rowsOf(database.url, "UPDATE oauth2_client SET node_id = 'Other' WHERE client_id = 'moved'");

    expect(await bench.administration.find(keyOf('moved'))).toMatchObject({ json: { nodeId: 'Master' } });
    expect(await replace('moved', json)).toMatchObject({ client: { json: { nodeId: 'Master' } } });
  });

  test("F-54: archivedAt archives, as the product's clients delete; the answer shows it one last time", async () => {
    const json = await created('deleted');

    const outcome = await replace('deleted', { ...json, archivedAt: '2026-11-22T10:00:00.000+00:00' });

    expect(outcome).toMatchObject({
      kind: 'changed',
      fields: ['archivedAt'],
      client: { json: { archivedAt: '2026-11-22T10:00:00.000+00:00' } },
    });
    expect(await bench.administration.find(keyOf('deleted'))).toBeUndefined();
    expect(await replace('deleted', json)).toEqual({ kind: 'unknown' });
    expect(bench.audit.at(-1)).toMatchObject({ detail: { change: 'archived' } });
  });
});

describe('secrets in a full object', () => {
  const three = ['first', 'second', 'third'].map((description) => ({
    secret: `the ${description} secret`,
    description,
  }));
  const masked = (description: string, more: object = {}) => ({ secret: '***', description, ...more });

  const removal = (name: string) => [
    expect.objectContaining({ field: 'clientSecrets', problem: `removes 1 secret that is stored: ${name}` }),
  ];

  test('masked ones stay what they are, by pid, description or place; new ones are added, missing ones removed', async () => {
    await created('listed', { clientSecrets: three, secretRequired: true });
    const [pids, hashes] = [(await secretsOf('listed')).map(({ pid }) => pid), await hashesOf('listed')];

    const outcome = await replace('listed', {
      ...app('listed', { secretRequired: true }),
      clientSecrets: [
        masked('t***', { expiration: '2031-01-01T00:00:00Z' }),
        masked('renamed', { pid: pids[0] }),
        { secret: 'a fresh secret', description: 'new', activation: '2030-01-01T00:00:00Z' },
      ],
    });

    expect(outcome).toMatchObject({ kind: 'changed', fields: ['clientSecrets'], warnings: removal('"second"') });
    expect(await secretsOf('listed')).toEqual([
      { pid: pids[0], secret: '***', description: 'renamed' },
      { pid: pids[2], secret: '***', description: 'third', expiration: '2031-01-01T00:00:00.000+00:00' },
      { pid: expect.any(Number), secret: '***', description: 'new', activation: '2030-01-01T00:00:00.000+00:00' },
    ]);
    expect(await hashesOf('listed')).toEqual([hashes[0], hashes[2], expect.not.stringContaining('fresh')]);
    expect(JSON.stringify(bench.audit)).not.toContain('a fresh secret');
  });

  test('a masked secret that stands for none is refused: nobody would know what it is', async () => {
    await created('stranger', { clientSecrets: three.slice(0, 1) });

    const outcome = await replace('stranger', app('stranger', { clientSecrets: [masked('first'), masked('x')] }));

    expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'clientSecrets[1]' }] });
  });

  test('ruling 57: without its last proof a client becomes no public one, unless that is said', async () => {
    await created('proof', { clientSecrets: three.slice(0, 1) });
    const bare = app('proof', { clientSecrets: [] });

    expect(await replace('proof', bare)).toMatchObject({ kind: 'refused', problems: [{ field: 'clientSecrets' }] });
    expect(await replace('proof', { ...bare, secretRequired: true })).toMatchObject({ kind: 'changed' });
    expect(await replace('proof', { ...bare, tokenEndpointAuthMethod: 'none' })).toMatchObject({ kind: 'changed' });
  });

  test('a reference without a value stays pending: nothing matches it, the client is no public one, and it is filled later', async () => {
    const reference = "#{env['GATEHOUSE_CLIENT__SMART_AUTH__PENDING__1']}";
    const json = await created('pending', { clientSecrets: [{ secret: reference, description: 'later' }] });

    expect(json['clientSecrets']).toEqual([{ pid: expect.any(Number), secret: reference, description: 'later' }]);
    expect(await replace('pending', json)).toMatchObject({ kind: 'unchanged' });
    expect(await hashesOf('pending')).toEqual([reference]);

    const filled = app('pending', { clientSecrets: [{ secret: 'the secret at last', description: 'later' }] });
    expect(await replace('pending', filled)).toMatchObject({
      ...{ kind: 'changed', fields: ['clientSecrets'], warnings: [] },
    });
    expect(await hashesOf('pending')).toEqual([expect.stringMatching(/^\$2b\$10\$/)]);
  });

  test('one by one: a further secret is made, its dates change, and it goes again', async () => {
    await created('single', { clientSecrets: three.slice(0, 1) });
    const { administration } = bench;

    const added = await administration.addGeneratedSecret(keyOf('single'), { description: 'more' }, { author });
    const [first, second] = (await secretsOf('single')).map(({ pid }) => pid as number);
    const secret = { ...keyOf('single'), secretPid: second ?? 0 };
    const terms = { description: 'renamed', expiration: new Date('2031-01-01T00:00:00Z') };
    const changed = await administration.changeSecret(secret, terms, { author, ifVersions: [2] });
    const renamed = await secretsOf('single');
    const removed = await administration.removeSecret(secret, { author });

    expect([added, changed, removed].map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed']);
    expect(added).toMatchObject({ generatedSecret: expect.stringMatching(/^ghs_/) });
    expect(renamed[1]).toMatchObject({ description: 'renamed', expiration: '2031-01-01T00:00:00.000+00:00' });
    expect(await secretsOf('single')).toEqual([expect.objectContaining({ pid: first })]);
    expect(await administration.removeSecret(secret, { author })).toEqual({ kind: 'unknown' });
    expect(await administration.removeSecret({ ...secret, secretPid: first ?? 0 }, { author })).toMatchObject({
      kind: 'refused',
    });
  });

  test('a client that was loaded without its secret, or waits for it, gets one that is made', async () => {
    await created('waiting', { clientSecrets: [{ secret: "#{env['X']}" }] });

    await bench.administration.addGeneratedSecret(keyOf('waiting'), {}, { author });

    expect(await hashesOf('waiting')).toEqual([expect.stringMatching(/^SHA256\$/)]);
  });
});

describe('V-100: nobody gives away, or takes over, more than they hold', () => {
  const powerful = { permissions: [{ permission: 'ROLE_SUPERUSER' }] };

  test.each([
    {
      name: 'a permission is added',
      change: { permissions: [...powerful.permissions, { permission: 'CREATE_USER' }] },
    },
    { name: 'a secret is set', change: { ...powerful, clientSecrets: [{ secret: 'known to the attacker' }] } },
    { name: 'a key is registered', change: { ...powerful, jwksUrl: 'https://evil.example/jwks' } },
    { name: 'a redirect URI is added', change: { ...powerful, registeredRedirectUris: ['https://evil.example/cb'] } },
    { name: 'it is disabled', change: { ...powerful, enabled: false } },
    { name: 'it is archived', change: { ...powerful, archivedAt: '2026-01-01T00:00:00Z' } },
  ])('$name of a client of a superuser: forbidden', async ({ change }) => {
    await exists('powerful', powerful);
    const before = await bench.everything();

    const outcome = await replace('powerful', app('powerful', change), { author: helpdesk });

    expect(outcome.kind).toBe('forbidden');
    expect(await bench.everything()).toEqual(before);
  });

  test('its name may be changed, and it may lose what it holds by somebody who holds it', async () => {
    await created('renamed', powerful);
    const named = app('renamed', { ...powerful, clientName: 'Powerful' });
    const superuser = { kind: 'user', actor: 'root', authorities: [{ permission: 'ROLE_SUPERUSER' }] } as const;

    expect(await replace('renamed', named, { author: helpdesk })).toMatchObject({ kind: 'changed' });
    expect(await replace('renamed', app('renamed'), { author: superuser })).toMatchObject({ kind: 'changed' });
  });

  test('nor does a new client get what its author does not hold', async () => {
    const outcome = await bench.administration.create(module, app('new', powerful), helpdesk);

    expect(outcome).toMatchObject({ kind: 'forbidden', problems: [{ field: 'permissions[0]' }] });
  });
});

describe('list', () => {
  beforeAll(async () => {
    await rowsOf(database.url, 'truncate oauth2_client cascade');
    for (const id of ['b', 'A', 'a-1', 'a', 'Z']) await created(id, { clientName: `Name of ${id}` });
    await created('off', { enabled: false, clientName: '100% off_line' });
    await bench.administration.create({ ...module, moduleId: 'ward_auth' }, app('ward'), author);
    await created('gone');
    await bench.administration.archive(keyOf('gone'), { author });
  });

  const list = async (change: object) => {
    const request = { pageIndex: 0, pageSize: 100, status: 'ENABLED_AND_DISABLED', ...change } as const;
    const { items, ...page } = await bench.administration.list(request);
    return { ids: items.map(({ json }) => json['clientId']), ...page };
  };

  test.each([
    { name: 'all, in the order of bytes', request: {}, ids: ['A', 'Z', 'a', 'a-1', 'b', 'off', 'ward'] },
    {
      name: 'enabled ones of a module',
      request: { moduleId: 'smart_auth', status: 'ENABLED' },
      ids: ['A', 'Z', 'a', 'a-1', 'b'],
    },
    { name: 'disabled ones', request: { status: 'DISABLED' }, ids: ['off'] },
    { name: 'a part of a name in any case', request: { searchTerm: 'OF A' }, ids: ['A', 'a', 'a-1'] },
    { name: 'V-85: signs of a pattern as themselves', request: { searchTerm: '0% off_' }, ids: ['off'] },
    { name: 'V-85: a pattern that would match all', request: { searchTerm: '%' }, ids: ['off'] },
    { name: 'V-85: a quotation', request: { searchTerm: `'; select pg_sleep(3) --` }, ids: [] },
  ])('$name', async ({ request, ids }) => {
    expect((await list(request)).ids).toEqual(ids);
  });

  test('page by page', async () => {
    expect(await list({ pageSize: 3, pageIndex: 1 })).toEqual({
      ids: ['a-1', 'b', 'off'],
      pageIndex: 1,
      totalPages: 3,
    });
    expect(await list({ pageSize: 3, pageIndex: 9 })).toEqual({ ids: [], pageIndex: 9, totalPages: 3 });
  });
});
