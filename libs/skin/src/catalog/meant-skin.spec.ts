import type { SkinIdentity } from '../package/skin-identity.js';
import type { StoredSkin } from '../stores/skin.store.js';
import { meantSkin } from './meant-skin.js';

const identity: SkinIdentity = { groupId: 'org.example', artifactId: 'clinic', version: '1.0' };
const skin = (digit: string, changes: Partial<StoredSkin> = {}): StoredSkin => ({
  ...{ identity, sha256: digit.repeat(64), fileName: `${digit}.jar`, findings: [], size: 1 },
  ...{ origin: 'uploaded', storedBy: 'ADMIN', storedAt: new Date('2026-01-02T03:04:05Z'), ...changes },
});
const storeOf = (found: readonly StoredSkin[], all: readonly StoredSkin[]) => ({
  called: (_named: string, limit: number) => Promise.resolve(found.slice(0, limit)),
  list: ({ limit }: { readonly limit: number }) => Promise.resolve({ skins: all.slice(0, limit), total: all.length }),
});
const many = ['a', 'b', 'c', 'd', 'e', 'f', '0'].map((digit) => skin(digit));

test('what one skin is called is its name', async () => {
  expect(await meantSkin('a.jar', storeOf([skin('a')], many))).toEqual({ kind: 'meant', skin: skin('a') });
});

const cases: readonly {
  readonly what: string;
  readonly found?: readonly StoredSkin[];
  readonly all: readonly StoredSkin[];
  readonly problem: string;
  readonly remedy: string;
}[] = [
  { what: 'nothing is stored', all: [], problem: 'x is not stored', remedy: 'None is stored: install its JAR first' },
  {
    ...{ what: 'one other is', all: [skin('a', { fileName: '' })], problem: 'x is not stored' },
    remedy: 'Install its JAR first, or name one of org.example:clinic:1.0 (aaaaaaaaaaaa)',
  },
  { what: 'many others are', all: many, problem: 'x is not stored', remedy: 'eeeeeeeeeeee, e.jar) and 2 more' },
  {
    ...{ what: 'two are called so', found: many.slice(0, 2), all: many, problem: 'x is the name of 2 skins' },
    remedy: 'aaaaaaaaaaaa (org.example:clinic:1.0, a.jar, stored 2026-01-02T03:04:05.000Z); bbbbbbbbbbbb (',
  },
  {
    ...{ what: 'many are called so', found: many, all: many, problem: 'x is the name of more than 5 skins' },
    remedy: 'eeeeeeeeeeee (org.example:clinic:1.0, e.jar, stored 2026-01-02T03:04:05.000Z)',
  },
];

test.each(cases)('what is no name says what there is: $what', async ({ found = [], all, problem, remedy }) => {
  expect(await meantSkin('x', storeOf(found, all))).toEqual({
    ...{ kind: 'unclear', isAmbiguous: found.length > 0 },
    problem: { field: 'skin', problem, remedy: expect.stringContaining(remedy) as string },
  });
});
