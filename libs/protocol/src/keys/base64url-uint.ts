/**
 * The number that base64url of its bytes, the highest first, stands for; `undefined` where the text is no base64url or longer than any key's.
 * @see RFC 7518 §2, "Base64urlUInt"
 */
export function readBase64urlUint(text: unknown): bigint | undefined {
  if (typeof text !== 'string' || !/^[\w-]{2,4000}$/.test(text)) return undefined;
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
}

/** A number from 0 as base64url of as few bytes as hold it (RFC 7518 §2, "Base64urlUInt"). */
export function writeBase64urlUint(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
