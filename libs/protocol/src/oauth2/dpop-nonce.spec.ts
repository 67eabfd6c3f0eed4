import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { dpopNonce, isDpopNonce } from './dpop-nonce.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const start = new Date('2026-01-01T00:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

describe('dpopNonce', () => {
  test.each([
    { name: 'at once', seconds: 0, accepted: true },
    { name: 'two minutes later', seconds: 120, accepted: true },
    { name: 'by a process whose clock is a minute behind', seconds: -60, accepted: true },
    { name: 'four minutes later', seconds: 240, accepted: false },
    { name: 'by a process whose clock is three minutes behind', seconds: -180, accepted: false },
  ])('STD RFC9449-2: $name it is accepted: $accepted', ({ seconds, accepted }) => {
    expect(isDpopNonce(key, 'smart_auth', dpopNonce(key, 'smart_auth', start), after(seconds))).toBe(accepted);
  });

  test('STD RFC9449-2: another module and another key hand out others', () => {
    const nonce = dpopNonce(key, 'smart_auth', start);
    const otherKey = createSecretKey(Buffer.alloc(32, 2));

    expect(isDpopNonce(key, 'ward', nonce, start)).toBe(false);
    expect(isDpopNonce(otherKey, 'smart_auth', nonce, start)).toBe(false);
  });

  test('STD RFC9449-2: nobody else makes one, and each changes from time to time', () => {
    fc.assert(fc.property(fc.string(), (text) => !isDpopNonce(key, 'smart_auth', text, start)));
    expect(dpopNonce(key, 'smart_auth', after(120))).not.toBe(dpopNonce(key, 'smart_auth', start));
  });
});
