import type { ClientImport, ExportedClient } from '#outbound-smart/clients/client-administration.port';
import type { BulkEntry, BulkOutcome } from '#protocol/administration/bulk-change';
import type { JsonObject } from '#protocol/json/json-object';
import { ClientBench } from '../support/client-bench.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const author = { kind: 'command', actor: 'gatehouse command' } as const;
const terms: ClientImport = { mode: 'import', dryRun: false, author, defaultModuleId: 'smart_auth' };

let database: TestDatabase;
let bench: ClientBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = new ClientBench(database.url);
});
beforeEach(() => rowsOf(database.url, 'truncate oauth2_client cascade'));
afterAll(async () => {
  await bench.close();
  await database.drop();
});

function app(clientId: string, change: object = {}): JsonObject {
  return { clientId, enabled: true, registeredRedirectUris: ['https://app.example/cb'], ...change };
}

function importAll(jsons: readonly unknown[], change: Partial<ClientImport> = {}): Promise<readonly BulkOutcome[]> {
  const entries: readonly BulkEntry[] = jsons.map((json) => ({ json }));
  return bench.administration.importBatch(entries, { ...terms, ...change });
}

const kindsOf = (outcomes: readonly BulkOutcome[]) => outcomes.map(({ kind }) => kind);

async function exported(): Promise<readonly ExportedClient[]> {
  const all: ExportedClient[] = [];
  for await (const client of bench.administration.each()) all.push(client);
  return all;
}

async function hashesOf(clientId: string): Promise<readonly string[]> {
  return (await bench.store.find('smart_auth', clientId))?.clientSecrets.map(({ hash }) => hash) ?? [];
}

describe('a batch', () => {
  test('one that is refused does not keep the others from being written; each is told of in its place', async () => {
    const outcomes = await importAll([
      app('one', { surprise: 1 }),
      app('bad', { registeredRedirectUris: ['javascript:alert(1)'] }),
      app('amelia'),
      app('two', { moduleId: 'ward_auth', nodeId: 'OldNode' }),
      app('three', { moduleId: 'nowhere' }),
      app('one'),
      app('gone', { archivedAt: '2026-01-01T00:00:00Z' }),
      'no object',
    ]);

    expect(kindsOf(outcomes)).toEqual([
      'created',
      'refused',
      'refused',
      'created',
      'refused',
      'refused',
      'skipped',
      'refused',
    ]);
    expect(outcomes[0]).toMatchObject({ unknownFields: ['surprise'] });
    expect(outcomes[3]).toMatchObject({ warnings: [expect.objectContaining({ field: 'nodeId' })] });
    expect((await exported()).map(({ key }) => key)).toEqual([
      { nodeId: 'Master', moduleId: 'smart_auth', clientId: 'one' },
      { nodeId: 'Master', moduleId: 'ward_auth', clientId: 'two' },
    ]);
  });

  test('C-07: 500 cost as many statements as one, and one announcement; a larger one is none', async () => {
    const statements = async (jsons: readonly unknown[]) => {
      const start = bench.statements.length;
      await importAll(jsons);
      return bench.statements.slice(start);
    };
    const many = Array.from({ length: 500 }, (_, index) => app(`app-${index}`));

    const ofOne = await statements([app('single')]);
    const ofMany = await statements(many);
    const ofChange = await statements([app('single', { clientName: 'changed' })]);
    const ofChanges = await statements(many.map((json) => ({ ...json, clientName: 'changed' })));

    expect(ofMany).toEqual(ofOne);
    expect(ofChanges).toEqual(ofChange);
    expect(bench.audit.filter(({ detail }) => detail?.['change'] === 'updated')).toHaveLength(501);
    await expect(importAll([...many, app('more')])).rejects.toThrow(RangeError);
  });

  test('C-07, R-11: those that it changes are looked up anew at once, and the others are still remembered', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `app-${index}`);
    const lookUp = async () => {
      const start = bench.statements.length;
      const found = await Promise.all(ids.map((id) => bench.registry.find('smart_auth', id)));
      return { names: found.map((client) => client?.clientName), reads: bench.statements.length - start };
    };
    await importAll(ids.map((id) => app(id, { clientName: 'old' })));
    await lookUp();
    const remembered = await lookUp();

    await importAll(ids.slice(0, 5).map((id) => app(id, { clientName: 'new' })));
    await importAll([app('late')]);
    const after = await lookUp();

    expect(remembered.reads).toBe(0);
    expect(after).toEqual({ names: ids.map((_, index) => (index < 5 ? 'new' : 'old')), reads: 5 });
  });

  test('C-07: web origins that no client of it has or had are still remembered', async () => {
    const trusted = async (origin: string) => {
      const start = bench.statements.length;
      const found = await bench.registry.findOrigin('smart_auth', origin);
      return [found?.isTrusted, bench.statements.length - start];
    };
    const at = (id: string, host: string, change: object = {}) =>
      app(id, { registeredRedirectUris: [`https://${host}.example/cb`], ...change });
    await importAll([at('one', 'a'), at('two', 'b')]);
    await Promise.all([trusted('https://a.example'), trusted('https://b.example')]);

    await importAll([at('one', 'c'), at('three', 'd')]);

    expect(await trusted('https://b.example')).toEqual([true, 0]);
    expect(await trusted('https://a.example')).toEqual([undefined, 1]);
    expect(await trusted('https://c.example')).toEqual([true, 1]);
  });

  test('a dry run says the same and writes nothing', async () => {
    await importAll([app('known')]);
    const jsons = [app('known', { clientName: 'Known' }), app('new'), app('known-not', { scopes: ['a b'] })];
    const [before, records] = [await bench.everything(), bench.audit.length];

    const dry = await importAll(jsons, { dryRun: true });

    expect([await bench.everything(), bench.audit.length]).toEqual([before, records]);
    expect(dry).toEqual(await importAll(jsons));
    expect(dry[0]).toMatchObject({ kind: 'changed', fields: ['clientName'], version: 1 });
  });

  test('F-06: an entry that was decided upon another state is stale', async () => {
    await importAll([app('moved')]);
    const entries = [
      { json: app('moved', { clientName: 'x' }), expectedVersion: 0 },
      { json: app('fresh'), expectedVersion: 1 },
    ];

    expect(kindsOf(await bench.administration.importBatch(entries, terms))).toEqual(['stale', 'stale']);
  });

  test('F-06, F-16: two batches of the same clients in another order do not get in the way of each other', async () => {
    const many = Array.from({ length: 200 }, (_, index) => app(`twice-${index}`));

    const [first, second] = await Promise.all([importAll(many), importAll(many.toReversed())]);
    const again = await Promise.all([
      importAll(many.map((json) => ({ ...json, clientName: 'a' }))),
      importAll(many.toReversed().map((json) => ({ ...json, clientName: 'b' }))),
    ]);

    const created = [...first, ...second].filter(({ kind }) => kind === 'created');
    expect(created).toHaveLength(200);
    expect(again.flat().every(({ kind }) => kind === 'changed' || kind === 'stale')).toBe(true);
  });
});

describe('import (reference 5.3)', () => {
  const withSecret = (secret: string, change: object = {}) =>
    app('secretive', { clientSecrets: [{ secret }], ...change });

  test('what exists is updated, and secrets are never overwritten', async () => {
    await importAll([withSecret('the first secret')]);
    const hashes = await hashesOf('secretive');

    const outcomes = [
      await importAll([withSecret('***', { clientName: 'Named' })]),
      await importAll([withSecret("#{env['X']}", { clientName: 'Renamed' })]),
      await importAll([withSecret('the first secret', { clientName: 'Renamed' })]),
      await importAll([withSecret('another secret', { clientName: 'Lost' })]),
    ];

    expect(kindsOf(outcomes.flat())).toEqual(['changed', 'changed', 'unchanged', 'refused']);
    expect(outcomes[3]?.[0]).toMatchObject({ problems: [expect.objectContaining({ field: 'clientSecrets[0]' })] });
    expect(await hashesOf('secretive')).toEqual(hashes);
  });

  test('ruling 64: hashes are taken over; a client without one gets those of the file, and what is pending is filled', async () => {
    const hash = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
    await importAll([withSecret("#{env['X']}")]);

    const filled = await importAll([withSecret(hash)]);
    const strange = await importAll([app('strange', { clientSecrets: [{ secretHash: '{SSHA}abc' }] })]);

    expect(kindsOf([...filled, ...strange])).toEqual(['changed', 'refused']);
    expect(await hashesOf('secretive')).toEqual([hash]);
    expect(JSON.stringify(strange)).toContain('set anew');
  });
});

describe('apply', () => {
  test('the entry is the whole truth: other secrets take the place of those there were, a second time nothing changes', async () => {
    const apply = (json: unknown) => importAll([json], { mode: 'apply' });
    const client = (secret: string) => app('applied', { clientSecrets: [{ secret }] });

    const outcomes = [
      ...(await apply(client('the first secret'))),
      ...(await apply(client('another secret'))),
      ...(await apply(client('another secret'))),
      ...(await apply(client('***'))),
      ...(await apply(client("#{env['X']}"))),
      ...(await apply(app('applied', { clientSecrets: [], secretRequired: true }))),
    ];

    expect(kindsOf(outcomes)).toEqual(['created', 'changed', 'unchanged', 'unchanged', 'unchanged', 'changed']);
    expect(await hashesOf('applied')).toEqual([]);
  });

  describe('reference 5.2: a masked secret of another installation', () => {
    const dumped = { pid: 1640, secret: '***', description: 'm***' };
    const own = { secret: 'the first secret', description: 'main' };
    const chosen = { secret: 'the second secret', description: 'chosen by the client' };
    const list = (...clientSecrets: readonly object[]) => [app('masked', { clientSecrets })];
    const apply = (...secrets: readonly object[]) => importAll(list(...secrets), { mode: 'apply' });

    test('stands for one that is stored, or for none', async () => {
      await apply({ ...own, description: 'first' });
      const [hash] = await hashesOf('masked');

      const one = await apply(dumped);
      const more = await apply(dumped, { ...dumped, pid: 1641 });

      expect(kindsOf([...one, ...more])).toEqual(['unchanged', 'unchanged']);
      expect(more[0]).toMatchObject({ warnings: [expect.objectContaining({ field: 'clientSecrets[1]' })] });
      expect(await hashesOf('masked')).toEqual([hash]);
    });

    test.each([
      { name: 'what it is called is that of one', given: [dumped] },
      { name: 'it is called like none', given: [{ ...dumped, description: 'other' }] },
      { name: 'it is called nothing', given: [{ pid: 1640, secret: '***' }] },
      { name: 'it has no text at all', given: [{ pid: 1640, description: 'm***' }] },
      { name: 'its variable has no value', given: [{ pid: 1640, secret: "#{env['NOT_THERE']}" }], more: 1 },
      { name: 'a new one comes with it', given: [dumped, { secret: 'a third secret', description: 'main' }], more: 1 },
    ])('takes no secret away where $name', async ({ given, more = 0 }) => {
      await apply(own, chosen);
      const hashes = await hashesOf('masked');

      const planned = await importAll(list(...given), { mode: 'apply', dryRun: true });
      const first = await apply(...given);
      const again = await apply(...given);

      expect(kindsOf([...planned, ...first, ...again])).toEqual([
        ...(more > 0 ? ['changed', 'changed'] : ['unchanged', 'unchanged']),
        'unchanged',
      ]);
      expect(await hashesOf('masked')).toEqual([...hashes, ...Array(more).fill(expect.any(String))]);
      expect(JSON.stringify(first)).toMatch(/takes none away.*\\"chosen by the client\\"/);
      expect(JSON.stringify(first)).not.toContain('removes');
    });
  });

  test('whoever takes secrets away is told which, before and after', async () => {
    const list = (...clientSecrets: readonly object[]) => [app('warned', { clientSecrets, secretRequired: true })];
    const apply = (json: readonly unknown[], dryRun = false) => importAll(json, { mode: 'apply', dryRun });
    const secret = (description: string, more: object = {}) => ({
      secret: `the ${description} secret`,
      description,
      ...more,
    });
    const ended = secret('ended', { expiration: '2001-01-01T00:00:00Z' });
    await apply(list(secret('first'), secret('chosen by the client'), { secret: 'without a word' }, ended));

    const planned = await apply(list(secret('first')), true);
    const applied = await apply(list(secret('first')));
    const again = await apply(list(secret('first')));

    const problem = 'removes 2 secrets that are stored: "chosen by the client", number 3';
    for (const [outcome] of [planned, applied])
      expect(outcome).toMatchObject({
        kind: 'changed',
        warnings: [{ field: 'clientSecrets', problem, remedy: expect.any(String) }],
      });
    expect(again).toMatchObject([{ kind: 'unchanged', warnings: [] }]);
    expect(await hashesOf('warned')).toHaveLength(1);
  });
});

describe('each', () => {
  test('ruling 66: what is exported is imported elsewhere, and exported in the same bytes', async () => {
    const jsons = Array.from({ length: 600 }, (_, index) =>
      app(`app-${index}`, {
        clientName: `Ä"\\ 🏥`.repeat(index % 3),
        scopes: ['openid', 'fhirUser'].slice(index % 3),
        clientSecrets: index % 5 === 0 ? [{ secret: "#{env['ANY']}", expiration: '2031-01-01T00:00:00Z' }] : [],
        permissions: index % 7 === 0 ? [{ permission: 'VIEW_USERS' }, { permission: 'ACCESS_ADMIN_JSON' }] : [],
        createdByAppSphere: index % 2 === 0,
        refreshTokenGraceSeconds: index % 60,
      }),
    );
    await importAll(jsons.slice(0, 300));
    await importAll(jsons.slice(300));
    const first = (await exported()).map(({ json }) => json);
    await rowsOf(database.url, 'truncate oauth2_client cascade');

    await importAll(first.slice(0, 500).toReversed());
    await importAll(first.slice(500));

    expect(first).toHaveLength(600);
    expect(JSON.stringify((await exported()).map(({ json }) => json))).toBe(JSON.stringify(first));
    expect(kindsOf(await importAll(first.slice(0, 500), { mode: 'apply' }))).toEqual(Array(500).fill('unchanged'));
  });
});
