import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { challengeExpiry, newPasskeyChallenge, type ChallengePlace } from './passkey-challenge.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const now = new Date('2026-03-01T12:00:00Z');
const place: ChallengePlace = { moduleId: 'smart_auth', browserHash: 'browser', ceremony: 'second-factor', pid: 7 };

describe('a challenge', () => {
  test('B-31: tells by itself until when it is good, and is never the same', () => {
    const [one, other] = [newPasskeyChallenge(key, place, now), newPasskeyChallenge(key, place, now)];

    expect(challengeExpiry(key, place, one)).toEqual(new Date('2026-03-01T12:05:00Z'));
    expect(one).not.toBe(other);
  });

  test.each<{ name: string; change: Partial<ChallengePlace> }>([
    { name: 'another module', change: { moduleId: 'other' } },
    { name: 'another browser', change: { browserHash: 'other' } },
    { name: 'another person', change: { pid: 8 } },
    { name: 'another ceremony', change: { ceremony: 'registration' } },
  ])('V-22: is worth nothing for $name', ({ change }) => {
    const challenge = newPasskeyChallenge(key, place, now);

    expect(challengeExpiry(key, { ...place, ...change }, challenge)).toBeUndefined();
  });

  test('is worth nothing under the key of another server', () => {
    const challenge = newPasskeyChallenge(createSecretKey(Buffer.alloc(32, 2)), place, now);

    expect(challengeExpiry(key, place, challenge)).toBeUndefined();
  });

  test('V-92: whatever else is presented is none of ours', () => {
    const challenge = newPasskeyChallenge(key, place, now);
    const altered = fc
      .tuple(fc.nat(challenge.length - 1), fc.constantFrom('A', 'B', 'x', 'z', '_', '-'))
      .map(([at, letter]) => challenge.slice(0, at) + letter + challenge.slice(at + 1));

    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), altered), (text) => {
        fc.pre(text !== challenge);
        expect(challengeExpiry(key, place, text)).toBeUndefined();
      }),
    );
  });
});
