import fc from 'fast-check';
import { markOf } from './change-notice.js';
import { ChangeVersions } from './change-versions.js';

let now: number;
let versions: ChangeVersions;

beforeEach(() => {
  now = 5_000;
  versions = new ChangeVersions(() => now);
});

const counters = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(entries));

describe('ChangeVersions', () => {
  test('R-11: vouches for nothing before the first confirmation', () => {
    expect(versions.versionOf('a')).toBeUndefined();
  });

  test('R-11: a confirmation counts for a second from the question, not from the answer', () => {
    versions.confirm(counters({ a: '7' }), 4_500);

    now = 5_500;
    expect(versions.versionOf('a')).toBe('7');
    expect(versions.versionOf('never changed')).toBe('0');
    now = 5_501;
    expect(versions.versionOf('a')).toBeUndefined();
    expect(versions.versionOf('never changed')).toBeUndefined();
  });

  test.each([
    { name: 'a version that went up', before: { a: '1' }, after: { a: '2' }, expected: ['a'] },
    { name: 'one that went back (F-12)', before: { a: '2' }, after: { a: '1' }, expected: ['a'] },
    { name: 'a new topic', before: {}, after: { a: '1' }, expected: ['a'] },
    { name: 'a topic that vanished (F-55)', before: { a: '1' }, after: {}, expected: ['a'] },
    { name: 'nothing', before: { a: '1', b: '1' }, after: { a: '1', b: '1' }, expected: [] },
  ])('reports $name', ({ before, after, expected }) => {
    versions.confirm(counters(before), now);

    expect(versions.confirm(counters(after), now)).toEqual(expected);
  });
});

describe('the parts of a topic', () => {
  const note = (version: number, ...keys: readonly string[]): void => {
    versions.note({ topic: 'a', version, marks: keys.map(markOf) });
  };
  const look = (version: number): void => void versions.confirm(counters({ a: String(version) }), now);
  const parts = () => ['x', 'y'].map((key) => versions.versionOf('a', key));
  beforeEach(() => {
    look(7);
  });

  test('C-07: a change of one leaves the others as they were', () => {
    note(8, 'x');
    look(8);

    expect([...parts(), versions.versionOf('a')]).toEqual(['8', '7', '8']);
  });

  test('nothing counts as changed before the database confirms it', () => {
    note(8, 'x');

    expect(parts()).toEqual(['7', '7']);
  });

  test.each([
    { name: 'nobody told what changed (F-51)', notices: [], until: 8 },
    { name: 'of one of two changes nobody told', notices: [9], until: 9 },
    { name: 'the notice comes after the look', notices: [], until: 8, late: 8 },
    { name: 'the version went back (F-12)', notices: [6, 8], until: 6 },
    { name: 'the connection is a new one', notices: [8], until: 8, isNew: true },
  ])('all count as changed where $name', ({ notices, until, late = 0, isNew = false }) => {
    for (const version of notices) note(version, 'x');
    if (isNew) versions.forgetNotices();
    look(until);
    if (late > 0) note(late, 'x');

    expect(parts()).toEqual([String(until), String(until)]);
  });

  test('R-18: of more than can be remembered all count as changed', () => {
    for (let count = 0; count < 40; count++) {
      note(8 + count, ...Array.from({ length: 600 }, (_, part) => `${String(count)}/${String(part)}`));
      look(8 + count);
    }

    expect(versions.versionOf('a', 'x')).toBe('41');
  });

  test('R-11: what changed has another version after the next look, and what did not the same, if everybody was told', () => {
    const step = fc.record({
      keys: fc.option(fc.subarray(['x', 'y', 'z']), { nil: undefined }),
      isTold: fc.boolean(),
      isLooked: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        versions = new ChangeVersions(() => now);
        let version = 1;
        look(version);
        let since = { seen: new Map<string, string | undefined>(), changed: new Set<string>(), isAllTold: true };
        const remember = (): void => {
          since = {
            seen: new Map(['x', 'y', 'z'].map((key) => [key, versions.versionOf('a', key)])),
            changed: new Set(),
            isAllTold: true,
          };
        };
        remember();
        for (const { keys, isTold, isLooked } of [...steps, { keys: undefined, isTold: false, isLooked: true }]) {
          version += 1;
          for (const key of keys ?? ['x', 'y', 'z']) since.changed.add(key);
          since.isAllTold &&= isTold && keys !== undefined;
          if (isTold && keys !== undefined) note(version, ...keys);
          if (!isLooked) continue;
          look(version);
          for (const [key, before] of since.seen) {
            const isSame = versions.versionOf('a', key) === before;
            if (since.changed.has(key)) expect(isSame).toBe(false);
            else if (since.isAllTold) expect(isSame).toBe(true);
          }
          remember();
        }
      }),
    );
  });
});
