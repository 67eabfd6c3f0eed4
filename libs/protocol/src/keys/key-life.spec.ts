import {
  KEY_LEAD_SECONDS,
  KEYS_MAX_AGE_SECONDS,
  type KeyLife,
  keyStates,
  signersOf,
  verifiesUntil,
} from './key-life.js';

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000);
const HOUR = 3600;

/** A key by when it signs, in seconds around now. */
function key(from?: number, until?: number, alg = 'RS256'): KeyLife {
  return {
    ...{ alg, longestTokenSeconds: 0 },
    ...(from !== undefined && { signsFrom: at(from) }),
    ...(until !== undefined && { signsUntil: at(until) }),
  };
}

test('STD OID-13: whoever keeps keys as long as the answer allows has each new one before it signs', () => {
  expect(KEY_LEAD_SECONDS).toBeGreaterThan(KEYS_MAX_AGE_SECONDS);
});

test.each([
  { name: 'a public key', keys: [key()], states: ['RETIRED'] },
  { name: 'a key whose time comes in a second', keys: [key(1)], states: ['PUBLISHED'] },
  { name: 'a key whose time comes now', keys: [key(0)], states: ['SIGNING'] },
  { name: 'a key whose time is over now', keys: [key(-9, 0)], states: ['RETIRED'] },
  {
    name: 'a key that was replaced before its time came',
    keys: [key(5, 5), key(9, 5)],
    states: ['RETIRED', 'RETIRED'],
  },
  { name: 'two keys of one algorithm', keys: [key(-1), key(-2)], states: ['SIGNING', 'RETIRED'] },
  { name: 'two keys of two', keys: [key(-1), key(-2, undefined, 'ES256')], states: ['SIGNING', 'SIGNING'] },
  { name: 'a key before its time in front of another', keys: [key(1), key(-2, 1)], states: ['PUBLISHED', 'SIGNING'] },
  { name: 'the same a moment later', keys: [key(0), key(-2, 0)], states: ['SIGNING', 'RETIRED'] },
])('reference 14.4: of $name the states are $states', ({ keys, states }) => {
  expect(keyStates(keys, at(0))).toEqual(states);
});

test('the first key of all is the first to sign, whatever its algorithm', () => {
  const keys = [key(1, undefined, 'PS256'), key(-1, undefined, 'ES256'), key(-1)];

  expect(signersOf(keys, at(0)).map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
  expect(signersOf(keys, at(1)).map(({ alg }) => alg)).toEqual(['PS256', 'ES256', 'RS256']);
});

test.each([
  { name: 'which signs on', signed: key(0), hours: undefined },
  { name: 'which signed tokens of an hour', signed: { ...key(0, HOUR), longestTokenSeconds: HOUR }, hours: 26 },
  { name: 'which signed tokens of a week', signed: { ...key(0, HOUR), longestTokenSeconds: 168 * HOUR }, hours: 169 },
])('STD N12: a key $name verifies until its last token has expired', ({ signed, hours }) => {
  expect(verifiesUntil(signed)).toEqual(hours === undefined ? undefined : at(hours * HOUR));
});
