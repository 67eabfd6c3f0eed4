import { OAuthError } from '#protocol/oauth2/oauth-error';
import { SecretGuesses, type Guesser } from './secret-guesses.js';

const stranger: Guesser = { moduleId: 'm', clientId: 'app', remoteAddress: '192.0.2.1' };

function build() {
  const state = { elapsed: 1_000_000 };
  const guesses = new SecretGuesses(() => state.elapsed);
  /** How many of so many attempts are let through. */
  const evaluated = (count: number, guesser: Guesser = stranger): number =>
    Array.from({ length: count }, () => isLetThrough(guesses, guesser)).filter(Boolean).length;
  return { state, guesses, evaluated };
}

function isLetThrough(guesses: SecretGuesses, guesser: Guesser): boolean {
  try {
    guesses.take(guesser);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(OAuthError);
    return false;
  }
}

describe('SecretGuesses', () => {
  test('S-07: of a crowd 30 are evaluated, then one every ten seconds', () => {
    const { evaluated, state } = build();

    expect(evaluated(500)).toBe(30);
    state.elapsed += 9_999;
    expect(evaluated(10)).toBe(0);
    state.elapsed += 1;
    expect(evaluated(10)).toBe(1);
    state.elapsed += 3_600_000;
    expect(evaluated(500)).toBe(30);
  });

  test('says when the next attempt makes sense', () => {
    const { guesses, evaluated, state } = build();
    evaluated(30);
    state.elapsed += 2_500;

    expect(() => guesses.take(stranger)).toThrow(
      expect.objectContaining({ code: 'invalid_client', retryAfterSeconds: 8 }) as Error,
    );
  });

  test.each([
    { name: 'from another network', change: { remoteAddress: '192.0.2.2' }, left: 30 },
    { name: 'for another client', change: { clientId: 'other' }, left: 30 },
    { name: 'at another module', change: { moduleId: 'n' }, left: 30 },
    { name: 'from the same address, written in IPv6', change: { remoteAddress: '::ffff:192.0.2.1' }, left: 0 },
  ])('S-07: a flood leaves $left attempts to whoever comes $name', ({ change, left }) => {
    const { evaluated } = build();
    evaluated(500);

    expect(evaluated(30, { ...stranger, ...change })).toBe(left);
  });

  test('who has a whole IPv6 network has no more attempts for it', () => {
    const { evaluated } = build();
    for (let host = 0; host < 30; host += 1)
      evaluated(1, { ...stranger, remoteAddress: `2001:db8::${host.toString(16)}` });

    expect(evaluated(1, { ...stranger, remoteAddress: '2001:db8::ffff:1' })).toBe(0);
    expect(evaluated(1, { ...stranger, remoteAddress: '2001:db8:0:1::1' })).toBe(1);
  });

  test('an attempt that was right does not count', () => {
    const { evaluated, guesses } = build();
    for (let count = 0; count < 100; count += 1) {
      guesses.take(stranger);
      guesses.giveBack(stranger);
    }

    expect(evaluated(100)).toBe(30);
  });

  test('V-88: ids without end do not fill the memory, and are told apart by their first 200 characters', () => {
    const { evaluated } = build();
    evaluated(30, { ...stranger, clientId: `${'x'.repeat(200)}a` });

    expect(evaluated(1, { ...stranger, clientId: `${'x'.repeat(200)}b` })).toBe(0);
  });

  test('V-88: of more than 50,000 guessers the one that was longest quiet is forgotten', () => {
    const { evaluated } = build();
    evaluated(30);
    evaluated(30, { ...stranger, clientId: 'busy' });
    for (let index = 0; index < 49_999; index += 1) evaluated(1, { ...stranger, clientId: `made up ${index}` });

    expect(evaluated(1, { ...stranger, clientId: 'busy' })).toBe(0);
    expect(evaluated(1)).toBe(1);
  });
});
