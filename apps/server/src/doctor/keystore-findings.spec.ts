import type { KeyJson, KeystoreJson } from '#keystore/keystore-administration.port';
import { keystoreFindings, unusedFindings } from './keystore-findings.js';

const now = new Date('2026-11-22T12:00:00Z');
const signing: KeyJson = { kid: 'a', alg: 'RS256', state: 'SIGNING' };
const healthy: KeystoreJson = { keystoreId: 'default-keystore', kind: 'generated', keys: [signing] };
const coming: KeyJson = { kid: 'b', alg: 'RS256', state: 'PUBLISHED', signsFrom: '2026-11-23T12:00:00.000Z' };
const going: KeyJson = { kid: 'c', alg: 'RS256', state: 'RETIRED', verifiesUntil: '2026-11-24T12:00:00.000Z' };

test.each<{ name: string; keystore: KeystoreJson; expected: readonly [string, RegExp][] }>([
  { name: 'is well', keystore: healthy, expected: [] },
  { name: 'has no keys', keystore: { ...healthy, keys: [] }, expected: [['error', /no key that signs/]] },
  {
    name: 'waits for its keys',
    keystore: { ...healthy, keys: [], jsonKeys: "#{env['X']}" },
    expected: [['error', /waits .* has no value/]],
  },
  {
    name: 'lost its file',
    keystore: { ...healthy, fileProblem: 'cannot be read' },
    expected: [['error', /cannot be read/]],
  },
  {
    name: 'is being rotated',
    keystore: { ...healthy, keys: [coming, signing] },
    expected: [['note', /begins to sign with the key b/]],
  },
  {
    name: 'loses a key soon',
    keystore: { ...healthy, keys: [signing, going] },
    expected: [['note', /no longer publishes the key c/]],
  },
  {
    name: 'was rotated many times',
    keystore: {
      ...healthy,
      keys: [
        signing,
        ...Array.from({ length: 7 }, (_, n) => ({ ...coming, kid: `new-${n}` })),
        { ...going, verifiesUntil: '2026-11-25T12:00:00.000Z' },
        { ...going, kid: 'd' },
      ],
    },
    expected: [
      [
        'note',
        /^begins to sign with the keys new-0, new-1, new-2, new-3, new-4 and 2 more, the first from 2026-11-23T/,
      ],
      ['note', /^no longer publishes the keys c, d, the first from 2026-11-24T/],
    ],
  },
  {
    name: 'loses a key later',
    keystore: { ...healthy, keys: [signing, { ...going, verifiesUntil: '2027-11-24T12:00:00.000Z' }] },
    expected: [],
  },
])('The doctor looks at a keystore that $name', ({ keystore, expected }) => {
  const found = keystoreFindings(keystore, now);

  expect(found.map(({ severity, problem }) => [severity, problem])).toEqual(
    expected.map(([severity, problem]) => [severity, expect.stringMatching(problem)]),
  );
});

test('The doctor tells of a keystore that no module signs with', () => {
  expect(unusedFindings(healthy, new Set(['another']))).toMatchObject([
    { severity: 'note', problem: 'is used by no module', remedy: expect.stringMatching(/^Remove it/) as string },
  ]);
  expect(unusedFindings(healthy, new Set([healthy.keystoreId]))).toEqual([]);
});
