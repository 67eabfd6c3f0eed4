import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import { removedSecrets } from './removed-secrets.js';

const now = new Date('2030-01-01T00:00:00Z');
const hash = hashGeneratedSecret('some text');
const secrets = (...changes: readonly Partial<ClientSecret>[]): readonly ClientSecret[] =>
  changes.map((change, place) => ({ pid: 7 + place, hash, description: '', ...change }));

function told(removed: readonly ClientSecret[], masksDescriptions = false): readonly string[] {
  const stored = { clientSecrets: removed } as unknown as ClientDefinition;
  return removedSecrets({ removed, spared: [] }, { stored, now, masksDescriptions }).map(({ problem }) => problem);
}

test.each([
  {
    name: 'by description or place',
    changes: [{ description: 'main' }, {}],
    problem: 'removes 2 secrets that are stored: "main", number 2',
  },
  {
    name: 'not all of many, nor a whole long description',
    changes: [{ description: 'x'.repeat(99) }, {}, {}, {}, {}, {}, {}],
    problem: `removes 7 secrets that are stored: "${'x'.repeat(40)}", number 2, number 3, number 4, number 5 and 2 more`,
  },
  {
    name: 'one that is not accepted yet',
    changes: [{ description: 'later', activation: new Date('2031-01-01T00:00:00Z') }],
    problem: 'removes 1 secret that is stored: "later"',
  },
])('secrets that go are told of: $name', ({ changes, problem }) => {
  expect(told(secrets(...changes))).toEqual([problem]);
});

test('a description is shown as far as administrators may see it', () => {
  expect(told(secrets({ description: 'main' }, {}), true)).toEqual([
    'removes 2 secrets that are stored: "m***", number 2',
  ]);
});

test.each([
  { name: 'has ended', change: { expiration: now } },
  { name: 'is still to come', change: { hash: "#{env['X']}" } },
  { name: 'nobody can check', change: { hash: '{SSHA}abc' } },
])('nothing is said of a secret that $name', ({ change }) => {
  expect(told(secrets(change))).toEqual([]);
});
