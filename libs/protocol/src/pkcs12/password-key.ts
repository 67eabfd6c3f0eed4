import { hash } from 'node:crypto';

/** What is derived (RFC 7292, appendix B.3). */
const purposes = { key: 1, iv: 2, mac: 3 } as const;

/** How a key comes of a password in PKCS #12. */
export interface PasswordKey {
  readonly algorithm: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly password: string;
  readonly salt: Buffer;
  readonly rounds: number;
}

/** The key derivation that PKCS #12 has of its own (RFC 7292, appendix B.2). @param length in bytes */
export function passwordKey(
  { algorithm, password, salt, rounds }: PasswordKey,
  purpose: keyof typeof purposes,
  length: number,
): Buffer {
  const block = algorithm === 'sha1' || algorithm === 'sha256' ? 64 : 128;
  const diversifier = Buffer.alloc(block, purposes[purpose]);
  const parts = [filled(salt, block), filled(bmpString(password), block)];
  let input: Buffer = Buffer.concat(parts);
  const output: Buffer[] = [];
  for (let made = 0; made < length; made += output.at(-1)?.length ?? length) {
    let digest = Buffer.concat([diversifier, input]);
    for (let round = 0; round < rounds; round++) digest = hash(algorithm, digest, 'buffer');
    output.push(digest);
    input = next(input, filledTo(digest, block), block);
  }
  return Buffer.concat(output).subarray(0, length);
}

/** UTF-16 with a zero character behind it (RFC 7292, appendix B.1). */
function bmpString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le').swap16();
}

/** Repeated up to the next whole block; nothing stays nothing. */
function filled(bytes: Buffer, block: number): Buffer {
  return filledTo(bytes, Math.ceil(bytes.length / block) * block);
}

function filledTo(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, bytes);
}

/** Each block of the input plus the digest plus one, as numbers. */
function next(input: Buffer, digest: Buffer, block: number): Buffer {
  const sum = Buffer.from(input);
  for (let end = block; end <= sum.length; end += block)
    for (let carry = 1, place = block - 1; place >= 0; place--) {
      const value = (sum[end - block + place] ?? 0) + (digest[place] ?? 0) + carry;
      sum[end - block + place] = value & 0xff;
      carry = value >> 8;
    }
  return sum;
}
