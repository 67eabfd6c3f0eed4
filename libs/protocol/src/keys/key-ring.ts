import { publicJwk, type AnyJwk } from './jwk-set.js';
import { fittingKey, type KeyReference } from './key-set.js';
import { importVerifier, type SignatureVerifier } from './signature-verifier.js';
import { weakKeyProblem } from './weak-key.js';

/** The keys of one client as they were at one moment. Each is imported once, when it is first needed. */
export class KeyRing {
  private readonly verifiers = new Map<string, Promise<SignatureVerifier | undefined>>();

  constructor(private readonly keys: readonly AnyJwk[]) {}

  /** Whether one of the keys passes the test. */
  includes(test: (key: AnyJwk) => boolean): boolean {
    return this.keys.some(test);
  }

  /** What verifies signatures by the one key that fits; undefined when none does, or several, or the one is weak or broken (S-06). */
  async verifier(reference: KeyReference): Promise<SignatureVerifier | undefined> {
    const key = fittingKey(this.keys, reference);
    if (key === undefined) return undefined;
    const name = `${reference.alg} ${reference.kid}`;
    const known = this.verifiers.get(name) ?? imported(key, reference);
    this.verifiers.set(name, known);
    return known;
  }
}

async function imported(key: AnyJwk, { alg }: KeyReference): Promise<SignatureVerifier | undefined> {
  try {
    const jwk = publicJwk(key);
    return weakKeyProblem(jwk) === undefined ? await importVerifier(jwk, alg) : undefined;
  } catch {
    return undefined; // its members do not make a key
  }
}
