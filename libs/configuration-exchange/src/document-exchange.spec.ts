import fc from 'fast-check';
import { allOf, eachOf } from '../../../test/support/async-items.js';
import { ExchangedThings } from '../../../test/support/exchanged-things.js';
import type { DocumentSource } from './configuration-exchange.port.js';
import { DocumentExchange } from './document-exchange.js';
import { entryKinds, type EntryKind } from './entry-kind.js';
import type { ExchangeLine } from './exchange-line.js';
import type { Seeding } from '#database/seed-record.port';
import type { SeedRecords } from './importing/seeds-taken.js';
import { Plan } from './planning/plan.js';

const request = {
  author: { kind: 'command', actor: 'test' } as const,
  variables: { environment: { NAME: 'My App' }, systemProperties: new Map<string, string>() },
};
const forReal = { ...request, dryRun: false, stopOnError: false };
const applying = { ...request, prune: false };

const source = (document: unknown): DocumentSource => ({ read: () => eachOf([JSON.stringify(document)]) });
const app = (id: string, more: object = {}) => ({ nodeId: 'Master', moduleId: 'smart_auth', id, ...more });

/** One line for each entry: `created smart_auth/a`. */
function said(lines: readonly ExchangeLine[]): readonly string[] {
  return lines.map((line) => ('remark' in line ? line.remark : `${line.outcome.kind} ${line.name}`));
}

let clients: ExchangedThings;
let modules: ExchangedThings;
let exchange: DocumentExchange;
let seeds: Seeding[];

/** Records of loaded seed files in memory. */
const recordsOf = (records: Seeding[]): SeedRecords => ({
  all: async () => records,
  note: async (seeding) => {
    records.push(seeding);
  },
  forget: async (seeding) => {
    records.splice(records.indexOf(seeding), 1);
  },
});

const nothingLeft = () =>
  Promise.resolve({ withSecondFactor: 0, authenticatorApps: 0, passkeys: 0, withAcceptedTerms: 0 });

beforeEach(() => {
  clients = new ExchangedThings('clients');
  modules = new ExchangedThings('modules');
  const others = entryKinds.filter((each) => each !== 'clients' && each !== 'modules');
  const kinds = [clients, modules, ...others.map((each) => new ExchangedThings(each))];
  seeds = [];
  exchange = new DocumentExchange(kinds, recordsOf(seeds), nothingLeft);
});

const imported = async (document: unknown, how = forReal) => said(await allOf(exchange.import(source(document), how)));

describe('Importing a document', () => {
  test('takes over every entry, and tells what became of each', async () => {
    await imported({ clients: [app('a'), app('b')] });

    const lines = await imported({ clients: [app('a'), app('b', { enabled: true }), app('c')] });

    expect(lines).toEqual(['unchanged smart_auth/a', 'changed smart_auth/b', 'created smart_auth/c']);
  });

  test('goes on behind an entry that is refused', async () => {
    expect(await imported({ clients: [app('a', { refuse: true }), app('b')] })).toEqual([
      'refused smart_auth/a',
      'created smart_auth/b',
    ]);
  });

  test('ends at the first entry that is refused, if asked to, and has taken over those before it', async () => {
    const document = { clients: [app('a'), app('b', { refuse: true }), app('c')], users: [app('d')] };

    expect(await imported(document, { ...forReal, stopOnError: true })).toEqual([
      'created smart_auth/a',
      'refused smart_auth/b',
    ]);
    expect([...clients.stored.keys()]).toEqual(['smart_auth/a']);
  });

  test('writes nothing on trial', async () => {
    expect(await imported({ clients: [app('a')] }, { ...forReal, dryRun: true })).toEqual(['created smart_auth/a']);
    expect(clients.stored.size).toBe(0);
  });

  test('gives entries without a module to the only one there is, or to the one that is named', async () => {
    await imported({ clients: [{ id: 'a', moduleId: '' }] });
    await allOf(exchange.import(source({ clients: [{ id: 'b' }] }), { ...forReal, moduleId: 'other' }));

    expect([...clients.stored.keys()]).toEqual(['smart_auth/a', 'other/b']);
  });

  test('replaces variables, and refuses an entry whose variable has no value', async () => {
    const document = {
      clients: [app('a', { clientName: "#{env['NAME']}" }), app('b', { clientName: "#{env['NO']}" })],
    };

    expect(await imported(document)).toEqual(['created smart_auth/a', 'refused smart_auth/b']);
    expect(clients.stored.get('smart_auth/a')?.json.clientName).toBe('My App');
  });

  test('never takes more than 500 entries together', async () => {
    await imported({ clients: Array.from({ length: 1_001 }, (_, index) => app(String(index))) });

    expect(clients.batches).toEqual([500, 500, 1]);
  });

  test('does not judge on trial what needs a module that the document itself makes', async () => {
    const document = { modules: [{ moduleId: 'smart_auth' }], clients: [app('a', { refuse: true })] };

    expect(await imported(document, { ...forReal, dryRun: true })).toEqual([
      'created smart_auth',
      'created smart_auth/a',
    ]);
  });
});

describe('Following a document', () => {
  const planned = async (document: unknown, plan = new Plan()) => ({
    plan,
    lines: await allOf(exchange.plan(source(document), plan, request)),
  });

  test('shows the values that are different', async () => {
    await imported({ clients: [app('a', { lifetime: 300 })] });

    const { lines } = await planned({ clients: [app('a', { lifetime: 600 })] });

    expect(lines).toMatchObject([{ differences: [{ field: 'lifetime', before: 300, after: 600 }] }]);
  });

  test('does what was planned, and has nothing to do the second time', async () => {
    await imported({ clients: [app('same'), app('old', { lifetime: 300 })] });
    const document = { clients: [app('new'), app('same'), app('old', { lifetime: 600 })] };

    const { plan } = await planned(document);
    const applied = await allOf(exchange.apply(source(document), plan, applying));
    const again = await planned(document);

    expect(said(applied)).toEqual(['created smart_auth/new', 'changed smart_auth/old']);
    expect(said(again.lines)).toEqual([
      'unchanged smart_auth/new',
      'unchanged smart_auth/same',
      'unchanged smart_auth/old',
    ]);
    expect(await allOf(exchange.apply(source(document), again.plan, applying))).toEqual([]);
  });

  test('F-06: leaves alone what changed after the plan was made', async () => {
    await imported({ clients: [app('a', { lifetime: 300 })] });
    const document = { clients: [app('a', { lifetime: 600 }), app('b')] };

    const { plan } = await planned(document);
    await imported({ clients: [app('a', { lifetime: 900 }), app('b', { lifetime: 1 })] });
    const applied = await allOf(exchange.apply(source(document), plan, applying));

    expect(said(applied)).toEqual(['stale smart_auth/a', 'stale smart_auth/b']);
    expect(clients.stored.get('smart_auth/a')?.json.lifetime).toBe(900);
  });

  test('tells of what is not in the document, and leaves it alone', async () => {
    await imported({ clients: [app('a'), app('b')], users: [app('u')] });
    const document = { clients: [app('A')] };

    const { plan, lines } = await planned(document);
    await allOf(exchange.apply(source(document), plan, applying));

    expect(said(lines)).toEqual(['created smart_auth/A', 'absent smart_auth/b']);
    expect([...clients.stored.keys()]).toContain('smart_auth/b');
  });

  test('takes it away if asked to, but for what came or changed since', async () => {
    await imported({ clients: [app('a'), app('b'), app('c')] });
    const document = { clients: [app('a')] };

    const { plan } = await planned(document);
    await imported({ clients: [app('c', { enabled: true }), app('d')] });
    const applied = await allOf(exchange.apply(source(document), plan, { ...applying, prune: true }));

    expect(said(applied)).toEqual(['removed smart_auth/b', 'stale smart_auth/c']);
    expect([...clients.stored.keys()]).toEqual(['smart_auth/a', 'smart_auth/c', 'smart_auth/d']);
  });

  test('takes nothing away for an empty list', async () => {
    await imported({ clients: [app('a')] });

    expect((await planned({ clients: [] })).lines).toEqual([]);
  });
});

describe('Exporting', () => {
  const exported = async (): Promise<string> => (await allOf(exchange.export(new Set(entryKinds)))).join('');

  test('writes one entry a line, in an order that depends on names alone', async () => {
    await imported({ clients: [app('b'), app('a')], modules: [{ moduleId: 'smart_auth' }] });

    expect(await exported()).toBe(
      [
        '{"gatehouseExport":1,',
        '"keystores":[\n],',
        '"scripts":[\n],',
        '"modules":[\n{"moduleId":"smart_auth"}\n],',
        '"servers":[\n],',
        '"clients":[',
        '{"nodeId":"Master","moduleId":"smart_auth","id":"a"},',
        '{"nodeId":"Master","moduleId":"smart_auth","id":"b"}',
        '],',
        '"users":[\n]',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('and importing into an empty place gives the same bytes again, whatever characters there are', async () => {
    const text = fc.string({ unit: 'binary' });
    const things = fc.array(fc.record({ moduleId: fc.constant('m'), id: text, note: text, list: fc.array(text) }), {
      maxLength: 10,
    });

    await fc.assert(
      fc.asyncProperty(things, async (entries) => {
        const [before, after] = [0, 1].map(
          () =>
            new DocumentExchange(
              entryKinds.map((kind) => new ExchangedThings(kind)),
              recordsOf([]),
              nothingLeft,
            ),
        );
        await allOf(before!.import(source({ clients: entries }), forReal));
        const bytes = (await allOf(before!.export(new Set(entryKinds)))).join('');
        await allOf(after!.import({ read: () => eachOf([bytes]) }, forReal));

        expect((await allOf(after!.export(new Set(entryKinds)))).join('')).toBe(bytes);
      }),
    );
  });
});

describe('Seed files that were loaded where a document comes from', () => {
  const loaded = { gatehouseExport: 1, loadedSeeds: { clients: ['smart_auth'] }, clients: [app('a')] };

  test('count as loaded where it is imported, and that is told once', async () => {
    const lines = [await imported(loaded), await imported(loaded)];

    expect(lines).toEqual([
      [
        expect.stringContaining('count as loaded here too, as where the document comes from: smart_auth (clients).'),
        'created smart_auth/a',
      ],
      ['unchanged smart_auth/a'],
    ]);
    expect(seeds).toEqual([{ moduleId: 'smart_auth', kind: 'clients' }]);
  });

  test('count as loaded where it is followed, and not by a plan or a trial', async () => {
    const plan = new Plan();
    await imported(loaded, { ...forReal, dryRun: true });
    const planned = said(await allOf(exchange.plan(source(loaded), plan, request)));
    expect(seeds).toEqual([]);
    expect(planned[0]).toContain('smart_auth (clients)');

    await allOf(exchange.apply(source(loaded), plan, applying));
    expect(seeds).toEqual([{ moduleId: 'smart_auth', kind: 'clients' }]);
  });

  test.each([
    { name: 'the document is broken', text: JSON.stringify(loaded).slice(0, -3), how: forReal },
    {
      name: 'it ends at an entry',
      text: JSON.stringify({ ...loaded, clients: [app('a', { refuse: true })] }),
      how: { ...forReal, stopOnError: true },
    },
  ])('do not count where $name: there are no entries in their place', async ({ text, how }) => {
    await allOf(
      exchange.import(
        {
          read: async function* () {
            yield text;
          },
        },
        how,
      ),
    ).catch(() => undefined);

    expect(seeds).toEqual([]);
  });

  test('are written with the kinds that an export has', async () => {
    seeds.push({ moduleId: 'local_security', kind: 'users' }, { moduleId: 'smart_auth', kind: 'clients' });

    const written = async (only: readonly EntryKind[]): Promise<unknown> =>
      (JSON.parse((await allOf(exchange.export(new Set(only)))).join('')) as { readonly loadedSeeds?: unknown })
        .loadedSeeds;

    expect(await written(entryKinds)).toEqual({ clients: ['smart_auth'], users: ['local_security'] });
    expect(await written(['users'])).toEqual({ users: ['local_security'] });
    expect(await written(['modules'])).toBeUndefined();
  });

  test('are nothing in a document that is no export', async () => {
    const { gatehouseExport: _, ...other } = loaded;

    expect(await imported(other)).toEqual(['created smart_auth/a', 'Left alone, for nobody reads it: loadedSeeds']);
    expect(seeds).toEqual([]);
  });

  test.each([
    [['smart_auth']],
    [{ modules: ['smart_auth'] }],
    [{ clients: 'smart_auth' }],
    [{ clients: [7] }],
    [{ clients: ['\u0007'] }],
  ])('end the import where they are not as an export writes them: %j', async (loadedSeeds) => {
    await expect(imported({ ...loaded, loadedSeeds })).rejects.toThrow('loadedSeeds is not as an export writes it');
    expect(seeds).toEqual([]);
  });
});
