import { createHash, generateKeyPairSync, randomUUID, type JsonWebKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { jwkThumbprint } from '#protocol/keys/jwk-thumbprint';

/** What a proof says; what is left out gets the value of a good proof, and undefined leaves a member out. */
export interface ProofWish {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A key pair of an app, and the proofs it signs (RFC 9449 §4.2). */
export class DpopKey {
  readonly jwk: JsonWebKey;
  readonly jkt: string;
  readonly #privateKey: KeyObject;

  constructor(readonly alg = 'ES256') {
    const { publicKey, privateKey } = newPair(alg);
    this.#privateKey = privateKey;
    this.jwk = publicKey.export({ format: 'jwk' });
    this.jkt = jwkThumbprint(this.jwk);
  }

  get privateJwk(): JsonWebKey {
    return this.#privateKey.export({ format: 'jwk' });
  }

  /** A fresh proof for one request. */
  async proof(method: string, url: string, wish: ProofWish = {}): Promise<string> {
    const claims = { jti: randomUUID(), htm: method, htu: url, iat: Math.floor(Date.now() / 1_000), ...wish.claims };
    const header = { typ: 'dpop+jwt', alg: this.alg, jwk: this.jwk, ...wish.header };
    return new SignJWT(present(claims)).setProtectedHeader(present(header) as { alg: string }).sign(this.#privateKey);
  }

  /** The headers of a request with an access token bound to this key. */
  async headers(
    method: string,
    url: string,
    accessToken: string,
    wish: ProofWish = {},
  ): Promise<Record<string, string>> {
    const claims = { ath: createHash('sha256').update(accessToken).digest('base64url'), ...wish.claims };
    return { authorization: `DPoP ${accessToken}`, dpop: await this.proof(method, url, { ...wish, claims }) };
  }
}

function newPair(alg: string): { publicKey: KeyObject; privateKey: KeyObject } {
  if (alg.startsWith('ES'))
    return generateKeyPairSync('ec', { namedCurve: `P-${alg === 'ES512' ? '521' : alg.slice(2)}` });
  return alg.startsWith('Ed') ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
