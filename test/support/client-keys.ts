import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { importPKCS8, type CryptoKey } from 'jose';

/** A key pair of a client. */
export interface ClientKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  /** The public part, as a client publishes it. */
  readonly jwk: JsonWebKey & { readonly kid: string };
}

/** Makes a key for `RS…`, `PS…`, `ES…` or `EdDSA`. */
export function newClientKey(alg: string, kid: string): ClientKey {
  const { privateKey, publicKey } = newPair(alg);
  return { kid, alg, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

function newPair(alg: string): { privateKey: KeyObject; publicKey: KeyObject } {
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
  if (alg.startsWith('ES'))
    return generateKeyPairSync('ec', { namedCurve: alg === 'ES512' ? 'P-521' : `P-${alg.slice(2)}` });
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** The private key as the libraries of clients take it. */
export async function cryptoKeyOf({ privateKey, alg }: ClientKey): Promise<CryptoKey> {
  return importPKCS8(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), alg);
}

/** JSON text of a key set, as it is registered. */
export function keySetOf(...keys: readonly ClientKey[]): string {
  return JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
}

/** The JWS signature of the bytes by the algorithm (RFC 7518 §3). */
export function signatureOf({ privateKey, alg }: Pick<ClientKey, 'privateKey' | 'alg'>, input: string): Buffer {
  const bytes = Buffer.from(input);
  if (alg === 'EdDSA') return sign(null, bytes, privateKey);
  const digest = `sha${alg.slice(2)}`;
  if (alg.startsWith('ES')) return sign(digest, bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  if (!alg.startsWith('PS')) return sign(digest, bytes, privateKey);
  const saltLength = Number(alg.slice(2)) / 8;
  return sign(digest, bytes, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

/** A key set that a client publishes, and that can change. */
export interface KeySite {
  readonly url: string;
  /** What is answered; 200 and JSON unless it says otherwise. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** How often it was asked. */
  hits: number;
  publish(...keys: readonly ClientKey[]): void;
  stop(): Promise<void>;
}

/** Publishes keys at an address of this machine. */
export async function startKeySite(...keys: readonly ClientKey[]): Promise<KeySite> {
  const server = createServer((request, response) => {
    site.hits += 1;
    site.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: KeySite = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    hits: 0,
    answer: () => undefined,
    publish: (...published) => {
      site.answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(keySetOf(...published));
      };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  site.publish(...keys);
  return site;
}
