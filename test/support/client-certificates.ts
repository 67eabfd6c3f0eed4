import { createSign, generateKeyPairSync, X509Certificate, type JsonWebKey, type KeyObject } from 'node:crypto';
import { ecdsaWithSha256, objectId, sequence, tagged, text } from './certificate.js';

/** Attribute types of names, by the hexadecimal digits of their object identifiers. */
const TYPES = { CN: '550403', O: '55040a', OU: '55040b', C: '550406' } as const;
/** Kinds of general names (RFC 5280 §4.2.1.6). */
const KINDS = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;
const PURPOSES = { client: '2b06010505070302', server: '2b06010505070301' } as const;

/** What a certificate is to say. */
export interface CertificateWish {
  /** In the order of the certificate: the first part is the most general one. */
  readonly subject: readonly (readonly [keyof typeof TYPES, string])[];
  readonly names?: readonly (readonly [keyof typeof KINDS, string | Buffer])[];
  /** First and last day, as YYMMDD; from 2020 to 2049 where it is left out. */
  readonly days?: readonly [string, string];
  readonly purpose?: keyof typeof PURPOSES;
  readonly isAuthority?: boolean;
  /** Who issues it; itself where it is left out. */
  readonly issuer?: IssuedCertificate;
  /** Its key; a new one where it is left out. */
  readonly keys?: KeyPair;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A certificate with its key, in the forms tests need. */
export interface IssuedCertificate {
  readonly der: Buffer;
  readonly cert: string;
  readonly key: string;
  readonly jwk: JsonWebKey;
  readonly thumbprint: string;
  readonly keys: KeyPair;
  readonly name: Buffer;
}

let serial = 1;

/** Makes and signs a certificate; with node:crypto alone, because no file of a test may run out some day. */
export function issueCertificate(wish: CertificateWish): IssuedCertificate {
  const keys = wish.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(
    ...wish.subject.map(([type, value]) => setOf(sequence(objectId(TYPES[type]), tagged(0x0c, Buffer.from(value))))),
  );
  const body = bodyOf(wish, name, keys.publicKey);
  const signature = createSign('sha256')
    .update(body)
    .sign((wish.issuer?.keys ?? keys).privateKey);
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
  const cert = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
  return {
    ...{ der, cert, keys, name },
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    jwk: keys.publicKey.export({ format: 'jwk' }),
    thumbprint: Buffer.from(new X509Certificate(der).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
  };
}

function bodyOf(wish: CertificateWish, name: Buffer, publicKey: KeyObject): Buffer {
  const [first, last] = wish.days ?? ['200101', '491231'];
  serial += 1;
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, Buffer.from([0x10, serial >> 8, serial & 0xff])),
    ecdsaWithSha256,
    wish.issuer?.name ?? name,
    sequence(text(0x17, `${first}000000Z`), text(0x17, `${last}235959Z`)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...extensionsOf(wish),
  );
}

function extensionsOf({ isAuthority = false, names = [], purpose }: CertificateWish): readonly Buffer[] {
  const general = names.map(([kind, value]) => tagged(KINDS[kind], Buffer.from(value)));
  const list = [
    ...(isAuthority ? [extension('551d13', sequence(tagged(0x01, Buffer.from([0xff]))))] : []),
    ...(general.length > 0 ? [extension('551d11', sequence(...general))] : []),
    ...(purpose === undefined ? [] : [extension('551d25', sequence(objectId(PURPOSES[purpose])))]),
  ];
  return list.length === 0 ? [] : [tagged(0xa3, sequence(...list))];
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), tagged(0x04, value));
}

function setOf(content: Buffer): Buffer {
  return tagged(0x31, content);
}
