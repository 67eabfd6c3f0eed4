import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { derCount, partsOf, type DerElement } from './der.js';
import { passwordKey } from './password-key.js';

/** A password was wrong, or is missing. */
export class Pkcs12PasswordError extends TypeError {
  override readonly name = 'Pkcs12PasswordError';
}

/** Rounds of a derivation: what tools write, a hundred times over. A start takes a second for them at most. */
export const MOST_ROUNDS = 1_000_000;

/** How much of it there is to derive, and what it is for. */
interface Cipher {
  readonly name: string;
  readonly keyBytes: number;
}

const PBES2 = '2a864886f70d01050d';
const PBKDF2 = '2a864886f70d01050c';
const SHA1_AND_3DES = '2a864886f70d010c0103';
const ciphers = new Map<string, Cipher>([
  ['60864801650304' + '0102', { name: 'aes-128-cbc', keyBytes: 16 }],
  ['60864801650304' + '0116', { name: 'aes-192-cbc', keyBytes: 24 }],
  ['60864801650304' + '012a', { name: 'aes-256-cbc', keyBytes: 32 }],
  ['2a864886f70d0307', { name: 'des-ede3-cbc', keyBytes: 24 }],
]);
const pseudoRandom = new Map([
  ['2a864886f70d0207', 'sha1'],
  ['2a864886f70d0209', 'sha256'],
  ['2a864886f70d020a', 'sha384'],
  ['2a864886f70d020b', 'sha512'],
]);

/**
 * Opens what is encrypted by a password: PBES2 with AES or 3DES (RFC 8018 §6.2), and the SHA-1 and 3DES of older tools (RFC 7292, appendix C).
 * @throws Pkcs12PasswordError the password does not open it
 * @throws TypeError it is encrypted in another way
 */
export function openedContent(algorithm: DerElement, encrypted: Buffer, password: string): Buffer {
  const { name, parameters } = partsOf(algorithm, 'name', 'parameters');
  const { cipher, key, iv } = keyOf(name.content.toString('hex'), parameters, password);
  try {
    const decipher = createDecipheriv(cipher.name, key, iv);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    throw new Pkcs12PasswordError('is not opened by the password');
  }
}

function keyOf(name: string, parameters: DerElement, password: string) {
  if (name === PBES2) return modernKey(parameters, password);
  if (name !== SHA1_AND_3DES) throw unknownWay();
  const { salt, rounds } = partsOf(parameters, 'salt', 'rounds');
  const wanted = { algorithm: 'sha1', password, salt: salt.content, rounds: derCount(rounds, MOST_ROUNDS) } as const;
  const cipher = { name: 'des-ede3-cbc', keyBytes: 24 };
  return { cipher, key: passwordKey(wanted, 'key', cipher.keyBytes), iv: passwordKey(wanted, 'iv', 8) };
}

function modernKey(parameters: DerElement, password: string) {
  const { derivation, scheme } = partsOf(parameters, 'derivation', 'scheme');
  const { name, options } = partsOf(derivation, 'name', 'options');
  const { cipherName, iv } = partsOf(scheme, 'cipherName', 'iv');
  const { salt, rounds, all } = partsOf(options, 'salt', 'rounds');
  const cipher = ciphers.get(cipherName.content.toString('hex'));
  const digest = digestOf(all.find(({ tag }) => tag === 0x30));
  if (name.content.toString('hex') !== PBKDF2 || cipher === undefined || digest === undefined) throw unknownWay();
  const key = pbkdf2Sync(password, salt.content, derCount(rounds, MOST_ROUNDS), cipher.keyBytes, digest);
  return { cipher, key, iv: iv.content };
}

/** SHA-1 where none is named (RFC 8018, appendix A.2). */
function digestOf(named: DerElement | undefined): string | undefined {
  if (named === undefined) return 'sha1';
  return pseudoRandom.get(partsOf(named, 'name').name.content.toString('hex'));
}

function unknownWay(): TypeError {
  return new TypeError('is encrypted in a way that is not read here, such as the RC2 of old tools');
}
