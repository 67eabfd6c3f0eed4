const ENCRYPTION_KEY_BYTES = 32;

/**
 * Reads the deployment's encryption key: 32 bytes as base64, base64url or 64 hexadecimal digits.
 *
 * @param origin where it was written, for the message
 * @throws Error anything else; the message never holds the text
 */
export function parseEncryptionKey(text: string, origin: string): Buffer {
  const written = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(written) ? Buffer.from(written, 'hex') : Buffer.from(written, 'base64');
  const wellFormed = /^[\w+/-]+={0,2}$/.test(written) && key.length === ENCRYPTION_KEY_BYTES;
  if (!wellFormed) {
    throw new Error(
      `The encryption key in ${origin} must be 32 bytes as base64 or as 64 hexadecimal digits. Make one with: openssl rand -base64 32`,
    );
  }
  return key;
}
