/** How a secret that somebody chose is turned into its hash. */
export interface SecretEncoding {
  readonly scheme: 'iterated-sha256' | 'pbkdf2-sha256' | 'bcrypt';
  /** Rounds of hashing; for bcrypt their binary logarithm. */
  readonly rounds: number;
}

/** The values of `client_secret.encoding` (reference of the product, 5.2). */
export const clientSecretEncodings: Readonly<Record<string, SecretEncoding>> = {
  SHA256_1000_ROUND: { scheme: 'iterated-sha256', rounds: 1_000 },
  SHA256_10000_ROUND: { scheme: 'iterated-sha256', rounds: 10_000 },
  SHA256_100000_ROUND: { scheme: 'iterated-sha256', rounds: 100_000 },
  PBKDF2_256_1000_RND: { scheme: 'pbkdf2-sha256', rounds: 1_000 },
  PBKDF2_256_10000_RND: { scheme: 'pbkdf2-sha256', rounds: 10_000 },
  PBKDF2_256_100000_RND: { scheme: 'pbkdf2-sha256', rounds: 100_000 },
  BCRYPT_10_ROUND: { scheme: 'bcrypt', rounds: 10 },
  BCRYPT_12_ROUND: { scheme: 'bcrypt', rounds: 12 },
  BCRYPT_14_ROUND: { scheme: 'bcrypt', rounds: 14 },
  BCRYPT_16_ROUND: { scheme: 'bcrypt', rounds: 16 },
};

/**
 * The encoding of this name.
 * @throws RangeError — it is none of the documented ones
 */
export function clientSecretEncoding(name: string): SecretEncoding {
  const encoding = clientSecretEncodings[name];
  if (encoding === undefined) throw new RangeError(`There is no encoding of client secrets called ${name}`);
  return encoding;
}
