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
