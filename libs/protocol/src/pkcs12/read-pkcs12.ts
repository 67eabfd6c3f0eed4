import { createHmac, timingSafeEqual } from 'node:crypto';
import { derCount, derElements, partsOf, type DerElement } from './der.js';
import { MOST_ROUNDS, openedContent, Pkcs12PasswordError } from './opened-content.js';
import { passwordKey } from './password-key.js';

/** A certificate or a private key of a PKCS #12 file, in PEM; keys stay encrypted as they were. */
export interface Pkcs12Entry {
  readonly kind: 'certificate' | 'private-key';
  readonly pem: string;
  /** Its `friendlyName`, or ''. */
  readonly alias: string;
}

const DATA = '2a864886f70d010701';
const ENCRYPTED_DATA = '2a864886f70d010706';
const BAG = '2a864886f70d010c0a01';
const X509 = '2a864886f70d01091601';
const FRIENDLY_NAME = '2a864886f70d010914';
const digests = new Map([
  ['2b0e03021a', 'sha1'],
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
] as const);

/** Whether the bytes may be PKCS #12, which begins with a SEQUENCE; a PEM text never does. */
export function isDer(bytes: Buffer): boolean {
  return bytes[0] === 0x30;
}

/**
 * Reads a PKCS #12 file (RFC 7292) as keytool and OpenSSL write it.
 * @throws Pkcs12PasswordError the password is not that of the file
 * @throws TypeError it is none, or is encrypted in a way that is not known
 */
export function readPkcs12(bytes: Buffer, password = ''): readonly Pkcs12Entry[] {
  const { version, safe, all } = partsOf(derElements(bytes)[0], 'version', 'safe');
  if (derCount(version, 3) !== 3) throw new TypeError('is no PKCS #12 file');
  const content = contentOf(safe);
  const mac = all[2];
  if (mac !== undefined) verifyMac(mac, content, password);
  return derElements(content).flatMap((list) =>
    derElements(list.content).flatMap((info) => entriesOf(openedContents(info, password))),
  );
}

/** The octets of a ContentInfo of the kind `data`. */
function contentOf(info: DerElement): Buffer {
  const { kind, explicit } = partsOf(info, 'kind', 'explicit');
  if (hex(kind) !== DATA) throw new TypeError('is signed in place of being protected by a password');
  return partsOf(explicit, 'octets').octets.content;
}

function verifyMac(mac: DerElement, content: Buffer, password: string): void {
  const { digest, salt, all } = partsOf(mac, 'digest', 'salt');
  const { algorithm, expected } = partsOf(digest, 'algorithm', 'expected');
  const name = digests.get(hex(partsOf(algorithm, 'name').name) as Parameters<typeof digests.get>[0]);
  if (name === undefined) throw new TypeError('is protected in an unusual way');
  const rounds = all[2] === undefined ? 1 : derCount(all[2], MOST_ROUNDS);
  const key = passwordKey({ algorithm: name, password, salt: salt.content, rounds }, 'mac', expected.content.length);
  const found = createHmac(name, key).update(content).digest();
  if (found.length !== expected.content.length || !timingSafeEqual(found, expected.content))
    throw new Pkcs12PasswordError('is not opened by the password, or was altered');
}

function openedContents(info: DerElement, password: string): Buffer {
  const { kind, explicit } = partsOf(info, 'kind', 'explicit');
  if (hex(kind) !== ENCRYPTED_DATA) return contentOf(info);
  const { encrypted } = partsOf(partsOf(explicit, 'data').data, 'version', 'encrypted');
  const { algorithm, octets } = partsOf(encrypted, 'type', 'algorithm', 'octets');
  return openedContent(algorithm, octets.content, password);
}

function entriesOf(contents: Buffer): readonly Pkcs12Entry[] {
  return derElements(contents).flatMap((list) =>
    derElements(list.content).flatMap((bag) => {
      const { kind, value, all } = partsOf(bag, 'kind', 'value');
      const [inner] = derElements(value.content);
      const found = inner && entryOf(hex(kind), inner);
      return found === undefined ? [] : [{ ...found, alias: aliasOf(all[2]) }];
    }),
  );
}

function entryOf(kind: string, value: DerElement): Omit<Pkcs12Entry, 'alias'> | undefined {
  if (kind === `${BAG}01`) return { kind: 'private-key', pem: pem('PRIVATE KEY', whole(value)) };
  if (kind === `${BAG}02`) return { kind: 'private-key', pem: pem('ENCRYPTED PRIVATE KEY', whole(value)) };
  if (kind !== `${BAG}03`) return undefined;
  const { type, explicit } = partsOf(value, 'type', 'explicit');
  if (hex(type) !== X509) return undefined;
  return { kind: 'certificate', pem: pem('CERTIFICATE', partsOf(explicit, 'octets').octets.content) };
}

function aliasOf(attributes: DerElement | undefined): string {
  for (const attribute of attributes === undefined ? [] : derElements(attributes.content)) {
    const { name, values } = partsOf(attribute, 'name', 'values');
    const text = derElements(values.content)[0]?.content;
    if (hex(name) === FRIENDLY_NAME && text !== undefined && text.length % 2 === 0)
      return Buffer.from(text).swap16().toString('utf16le');
  }
  return '';
}

/** The element with its head, which is there in DER in one way alone. */
function whole({ tag, content }: DerElement): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = length.toString(16);
  const size = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, content]);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function hex({ content }: DerElement): string {
  return content.toString('hex');
}
