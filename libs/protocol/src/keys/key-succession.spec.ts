import fc from 'fast-check';
import { isPublished, KEY_LEAD_SECONDS, LEAST_AFTERLIFE_SECONDS, maySign, signersOf } from './key-life.js';
import {
  abandonedKeys,
  type GivenKey,
  type KeptKey,
  livesOf,
  rotated,
  rotationDue,
  withoutEnded,
} from './key-succession.js';

const START = 1_800_000_000;
const at = (seconds: number): Date => new Date((START + seconds) * 1000);
const time = (seconds: number) => ({ now: at(seconds), leadSeconds: KEY_LEAD_SECONDS });

function given(kid: string, alg = 'RS256', isPrivate = true): GivenKey {
  return { kid, alg, thumbprint: `of ${kid}`, isPrivate };
}

/** The keys of a keystore after a set was given to it. */
function after(old: readonly KeptKey[], set: readonly GivenKey[], seconds: number): readonly KeptKey[] {
  return livesOf(old, set, time(seconds)).map((life, index) => ({ ...set[index]!, ...life }));
}

function fresh(kid: string, alg: string): KeptKey {
  return { kid, alg, thumbprint: `of ${kid}`, publishedAt: at(0), longestTokenSeconds: 0 };
}

const kids = (keys: readonly { readonly kid: string }[]): readonly string[] => keys.map(({ kid }) => kid);
const signers = (keys: readonly KeptKey[], seconds: number): readonly string[] => kids(signersOf(keys, at(seconds)));

describe('a set in the place of another', () => {
  const old = after([], [given('a')], 0);

  test.each([
    { name: 'a first set', before: [], set: [given('a'), given('e', 'ES256')], now: ['a', 'e'], later: ['a', 'e'] },
    { name: 'a new key first', before: old, set: [given('b'), given('a')], now: ['a'], later: ['b'] },
    { name: 'a new key behind', before: old, set: [given('a'), given('b')], now: ['a'], later: ['a'] },
    {
      name: 'a new algorithm first',
      before: old,
      set: [given('e', 'ES256'), given('a')],
      now: ['a'],
      later: ['e', 'a'],
    },
    { name: 'nothing but a new key', before: old, set: [given('b')], now: ['b'], later: ['b'] },
    { name: 'nothing but another algorithm', before: old, set: [given('e', 'ES256')], now: ['e'], later: ['e'] },
    {
      name: 'the signing key without its private part',
      before: old,
      set: [given('b'), given('a', 'RS256', false)],
      now: ['b'],
      later: ['b'],
    },
    {
      name: 'another key under the same kid',
      before: after([], [given('a'), given('b')], 0),
      set: [{ ...given('a'), thumbprint: 'other' }, given('b')],
      now: ['b'],
      later: ['a'],
    },
  ])('STD OID-13: with $name, $now sign at once, and $later when all are published long enough', (row) => {
    const keys = after(row.before, row.set, 10);

    expect(signers(keys, 10)).toEqual(row.now);
    expect(signers(keys, 10 + KEY_LEAD_SECONDS)).toEqual(row.later);
  });

  test('a key that was published behind the first signs as soon as it is put first', () => {
    const published = after(old, [given('a'), given('b')], 10);

    const keys = after(published, [given('b'), given('a')], 10 + KEY_LEAD_SECONDS);

    expect(signers(keys, 10 + KEY_LEAD_SECONDS)).toEqual(['b']);
  });

  test('tells which keys it leaves out with tokens still about', () => {
    const both = after(old, [given('b'), given('a')], 10);

    expect(kids(abandonedKeys(both, [given('b')], at(20)))).toEqual(['a']);
    expect(kids(abandonedKeys(both, [{ ...given('a'), thumbprint: 'other' }], at(20)))).toEqual(['a']);
    expect(kids(abandonedKeys(both, [given('a')], at(20)))).toEqual([]);
    expect(kids(abandonedKeys(both, [given('a')], at(10 + KEY_LEAD_SECONDS)))).toEqual(['b']);
  });
});

describe('rotation', () => {
  const old = after([], [given('a'), given('e', 'ES256'), given('old', 'RS256', false)], 0);
  const keys = rotated(old, [fresh('b', 'RS256'), fresh('f', 'ES256')], time(100));
  const change = 100 + KEY_LEAD_SECONDS;

  test('STD OM30 STD N12: the new keys are shown at once and sign in one moment, the old ones stay for their tokens', () => {
    expect(kids(keys)).toEqual(['b', 'f', 'a', 'e', 'old']);
    expect(signers(keys, change - 0.001)).toEqual(['a', 'e']);
    expect(signers(keys, change)).toEqual(['b', 'f']);
    expect(kids(withoutEnded(keys, at(change + LEAST_AFTERLIFE_SECONDS - 1)))).toEqual(['b', 'f', 'a', 'e', 'old']);
    expect(kids(withoutEnded(keys, at(change + LEAST_AFTERLIFE_SECONDS)))).toEqual(['b', 'f', 'old']);
  });

  test('a faster one overtakes one that waits, and nobody signs twice', () => {
    const faster = rotated(keys, [fresh('c', 'RS256'), fresh('g', 'ES256')], { now: at(200), leadSeconds: 0 });

    expect(signers(faster, 200)).toEqual(['c', 'g']);
    expect(signers(faster, change)).toEqual(['c', 'g']);
  });

  test('a later one does not let the old keys live for longer', () => {
    const later = rotated(keys, [fresh('c', 'RS256')], { now: at(200), leadSeconds: 86_400 });

    expect(kids(withoutEnded(later, at(change + LEAST_AFTERLIFE_SECONDS)))).not.toContain('a');
  });

  test('of one algorithm leaves the keys of the others as they are', () => {
    const one = rotated(old, [fresh('b', 'RS256')], time(100));

    expect(signers(one, change)).toEqual(['b', 'e']);
    expect(kids(withoutEnded(one, at(change + LEAST_AFTERLIFE_SECONDS)))).toEqual(['b', 'e', 'old']);
  });

  test('without old keys the new ones sign at once', () => {
    expect(signers(rotated([], [fresh('b', 'RS256')], time(100)), 100)).toEqual(['b']);
  });

  test('is due when the newest key is as old as it may be', () => {
    expect(rotationDue(keys, 90)).toEqual(at(100 + 90 * 86_400));
    expect(rotationDue([], 90)).toBeUndefined();
  });
});

/** What a random sequence does to a keystore. */
type Act =
  | { readonly act: 'wait'; readonly seconds: number }
  | { readonly act: 'rotate'; readonly leadSeconds: number }
  /** A set that keeps what tokens were signed with, with a new key somewhere. */
  | { readonly act: 'import'; readonly alg: string; readonly place: number }
  | { readonly act: 'sign'; readonly alg: string; readonly lifetime: number }
  | { readonly act: 'clean' };

const algs = fc.constantFrom('RS256', 'ES256');
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 2 * 86_400 }) }),
  fc.record({ act: fc.constant('rotate' as const), leadSeconds: fc.integer({ min: 300, max: 86_400 }) }),
  fc.record({ act: fc.constant('import' as const), alg: algs, place: fc.nat(5) }),
  fc.record({ act: fc.constant('sign' as const), alg: algs, lifetime: fc.integer({ min: 1, max: 10 * 86_400 }) }),
  fc.record({ act: fc.constant('clean' as const) }),
);

/** A keystore under random acts, with the tokens it signed and what the world knows of its keys. */
class World {
  seconds = 0;
  made = 0;
  keys = after([], [given('first'), given('second', 'ES256')], 0);
  readonly tokens: { readonly kid: string; readonly expires: number }[] = [];

  do(act: Act): void {
    if (act.act === 'wait') this.seconds += act.seconds;
    if (act.act === 'rotate') this.#rotate(act.leadSeconds);
    if (act.act === 'import') this.#import(act.alg, act.place);
    if (act.act === 'sign') this.#sign(act.alg, act.lifetime);
    if (act.act === 'clean') this.keys = withoutEnded(this.keys, this.now);
  }

  get now(): Date {
    return at(this.seconds);
  }

  #rotate(leadSeconds: number): void {
    const successors = ['RS256', 'ES256'].map((alg) => fresh(`r${String((this.made += 1))}`, alg));
    this.keys = rotated(this.keys, successors, { now: this.now, leadSeconds });
  }

  #import(alg: string, place: number): void {
    const stay = withoutEnded(this.keys, this.now).map(({ kid, alg: own }) => given(kid, own));
    this.keys = after(this.keys, stay.toSpliced(place, 0, given(`i${String((this.made += 1))}`, alg)), this.seconds);
  }

  #sign(alg: string, lifetime: number): void {
    const signer = signersOf(this.keys, this.now).find((key) => key.alg === alg)!;
    this.tokens.push({ kid: signer.kid, expires: this.seconds + lifetime });
    const longestTokenSeconds = Math.max(signer.longestTokenSeconds, lifetime);
    this.keys = this.keys.map((key) => (key.kid === signer.kid ? { ...key, longestTokenSeconds } : key));
  }
}

test('STD N12: one key of each algorithm signs at any time, after it was known for long enough, and every token verifies while it lives', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 30 }), (sequence) => {
      const world = new World();
      for (const act of sequence) {
        world.do(act);
        const signing = signersOf(world.keys, world.now);
        const published = world.keys.filter((key) => isPublished(key, world.now));
        expect(signing.map(({ alg }) => alg).sort()).toEqual(['ES256', 'RS256']);
        expect(signing.every((key) => maySign(key, world.now) && published.includes(key))).toBe(true);
        for (const { kid, publishedAt } of signing) {
          if (kid !== 'first' && kid !== 'second') {
            expect(world.now.getTime() - publishedAt.getTime()).toBeGreaterThanOrEqual(300_000);
          }
        }
        const needed = world.tokens.filter(({ expires }) => expires > world.seconds).map(({ kid }) => kid);
        expect(published.map(({ kid }) => kid)).toEqual(expect.arrayContaining(needed));
      }
    }),
    { numRuns: 500 },
  );
});
