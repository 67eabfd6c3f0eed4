import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { DpopKey } from '../../../../test/support/dpop-key.js';
import { ProofKeys } from './proof-keys.js';

const [one, two, three] = [new DpopKey(), new DpopKey(), new DpopKey()];
const named = ({ jwk, jkt }: DpopKey, alg: SigningAlgorithm = 'ES256') => ({ alg, jwk, jkt });

describe('ProofKeys', () => {
  test('imports a key once', async () => {
    const keys = new ProofKeys();

    expect(await keys.import(named(one))).toBe(await keys.import(named(one)));
  });

  test('V-44: keeps keys and algorithms apart', async () => {
    const keys = new ProofKeys();
    const rsa = new DpopKey('PS256');

    expect(await keys.import(named(one))).not.toBe(await keys.import(named(two)));
    expect(await keys.import(named(rsa, 'PS256'))).not.toBe(await keys.import(named(rsa, 'RS256')));
  });

  test('forgets the one that was not used for the longest time', async () => {
    const keys = new ProofKeys(2);
    const [first, second] = [await keys.import(named(one)), await keys.import(named(two))];
    await keys.import(named(one));
    await keys.import(named(three));

    expect(await keys.import(named(one))).toBe(first);
    expect(await keys.import(named(two))).not.toBe(second);
  });

  test('keeps nothing of what is no key', async () => {
    const keys = new ProofKeys();
    const broken = { ...named(one), jwk: { ...one.jwk, y: one.jwk.x } } as ReturnType<typeof named>;

    await expect(keys.import(broken)).rejects.toThrow();
    await expect(keys.import(named(one))).resolves.toBeDefined();
  });
});
