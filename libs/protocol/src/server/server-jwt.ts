import { parseCompact, parseObject, type CompactJws } from '../keys/compact-jws.js';
import { algorithmNamed, type SigningAlgorithm } from '../keys/signing-algorithm.js';

type Members = Readonly<Record<string, unknown>>;

/** A JWT of another server, taken apart; nothing of it is verified. */
export interface ServerJwt {
  readonly jws: CompactJws;
  readonly alg: SigningAlgorithm;
  readonly kid?: string;
  readonly claims: Members;
}

/** A token, or what is wrong with it. */
export type ReadServerJwt = ServerJwt | { readonly problem: string };

const LONGEST = 32_768;
const LONGEST_KID = 256;

/** Members that would change what is signed or how (V-42, V-43). */
const forbiddenMembers = ['crit', 'b64', 'zip', 'enc', 'epk', 'p2c'];

/**
 * Takes a token apart, cheaply and before any key is looked for.
 * @param types accepted `typ` values; `undefined` in the list accepts a token without one
 * @see RFC 7515 §4.1, RFC 8725 §3; V-37, V-40, V-42, V-43, V-46
 */
export function readServerJwt(text: string, types: readonly (string | undefined)[]): ReadServerJwt {
  const jws = text.length <= LONGEST ? parseCompact(text) : undefined;
  const claims = jws && parseObject(Buffer.from(jws.payload, 'base64url').toString());
  if (jws === undefined || claims === undefined) return { problem: 'it is no signed JWT' };
  const { typ, kid, alg: written } = jws.header;
  const forbidden = forbiddenMembers.find((name) => Object.hasOwn(jws.header, name));
  if (forbidden !== undefined) return { problem: `it has the header member ${forbidden}` };
  if (!isAccepted(typ, types)) return { problem: 'its typ is that of another kind of token' };
  const alg = algorithmNamed(written);
  if (alg === undefined) return { problem: 'it is not signed by an asymmetric algorithm' };
  if (kid !== undefined && (typeof kid !== 'string' || kid === '' || kid.length > LONGEST_KID))
    return { problem: 'its kid is no name' };
  return { jws, alg, claims, ...(kid !== undefined && { kid }) };
}

/** Media types are compared without regard to case and without `application/` (RFC 7515 §4.1.9). */
function isAccepted(typ: unknown, types: readonly (string | undefined)[]): boolean {
  if (typ === undefined) return types.includes(undefined);
  if (typeof typ !== 'string' || typ.length > 100) return false;
  return types.includes(typ.toLowerCase().replace(/^application\//, ''));
}
