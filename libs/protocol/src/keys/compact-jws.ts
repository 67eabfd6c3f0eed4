/** Longest token we look at; longer ones are refused before anything is decoded (V-42). */
const MAXIMUM_LENGTH = 65_536;
const MAXIMUM_HEADER_LENGTH = 4_096;

/** A compact JWS taken apart, with nothing verified yet. */
export interface CompactJws {
  readonly header: Readonly<Record<string, unknown>>;
  /** The bytes that are signed: header and payload as they came (RFC 7515 §5.2). */
  readonly signingInput: Buffer;
  readonly signature: Buffer;
  readonly payload: string;
}

/** Takes a compact JWS apart, or `undefined` for anything that is not exactly three base64url parts with a JSON object in front. */
export function parseCompact(jws: string): CompactJws | undefined {
  if (typeof jws !== 'string' || jws.length > MAXIMUM_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws)) return undefined;
  const [header = '', payload = '', signature = ''] = jws.split('.');
  if (header.length > MAXIMUM_HEADER_LENGTH || !isCanonical(signature)) return undefined;
  const members = parseObject(Buffer.from(header, 'base64url').toString());
  if (!members) return undefined;
  return {
    header: members,
    signingInput: Buffer.from(jws.slice(0, header.length + 1 + payload.length), 'latin1'),
    signature: Buffer.from(signature, 'base64url'),
    payload,
  };
}

/** A JSON object, or `undefined` for other JSON and for text that is none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Spare bits of the last character must be zero, so that one signature has one spelling (V-31). */
function isCanonical(base64url: string): boolean {
  return Buffer.from(base64url, 'base64url').toString('base64url') === base64url;
}
