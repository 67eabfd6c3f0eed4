import { publicJwk, type AnyJwk } from '../keys/jwk-set.js';
import { jwkThumbprint } from '../keys/jwk-thumbprint.js';
import { mayVerify } from '../keys/key-set.js';
import { importVerifier, type SignatureVerifier } from '../keys/signature-verifier.js';
import type { SigningAlgorithm } from '../keys/signing-algorithm.js';
import { weakKeyProblem } from '../keys/weak-key.js';

/** What the header of a token says of its key; other servers may leave the name out. */
export interface ServerKeyReference {
  readonly kid?: string;
  readonly alg: SigningAlgorithm;
}

/** A key that verifies by one algorithm. */
export interface ServerKey {
  readonly verify: SignatureVerifier;
  /** RFC 7638, by which keys are told apart whatever they are called. */
  readonly thumbprint: string;
}

/**
 * The one key that a token can mean: that of its `kid`, else the only nameless one; without a `kid` the only one that may sign by the algorithm.
 * `undefined` where there is none, or a choice (V-40).
 * @see RFC 7515 §4.1.4, OpenID Connect Core 1.0 §10.1; R-13
 */
function meantKey(keys: readonly AnyJwk[], { kid, alg }: ServerKeyReference): AnyJwk | undefined {
  const able = keys.filter((key) => mayVerify(key, alg));
  const named = kid === undefined ? able : able.filter((key) => key['kid'] === kid);
  const fitting = named.length > 0 ? named : able.filter((key) => key['kid'] === undefined);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Algorithms and names asked for, remembered; a stranger's names lead to no key and are not. */
const MOST_IMPORTED = 200;

/** The keys of another server as they were at one moment. Each is imported once, when it is first needed. */
export class ServerKeySet {
  private readonly imported = new Map<string, Promise<ServerKey | undefined>>();

  constructor(private readonly keys: readonly AnyJwk[]) {}

  /** `undefined` where no key is meant, or the one is weak or broken (S-06). */
  async find(reference: ServerKeyReference): Promise<ServerKey | undefined> {
    const key = meantKey(this.keys, reference);
    if (key === undefined) return undefined;
    const name = `${reference.alg} ${String(this.keys.indexOf(key))}`;
    const known = this.imported.get(name) ?? importedKey(key, reference.alg);
    if (this.imported.size < MOST_IMPORTED) this.imported.set(name, known);
    return known;
  }
}

async function importedKey(key: AnyJwk, alg: SigningAlgorithm): Promise<ServerKey | undefined> {
  try {
    const jwk = publicJwk(key);
    if (weakKeyProblem(jwk) !== undefined) return undefined;
    return { verify: await importVerifier(jwk, alg), thumbprint: jwkThumbprint(jwk) };
  } catch {
    return undefined; // its members do not make a key
  }
}
