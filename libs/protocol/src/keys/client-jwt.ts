import { repeatedMember } from '../json/json-object.js';
import { parseCompact, parseObject, type CompactJws } from './compact-jws.js';
import { algorithmNamed, type SigningAlgorithm } from './signing-algorithm.js';

type Members = Readonly<Record<string, unknown>>;

/** A JWT that a client signed with a key of its own; nothing of it is verified. */
export interface ClientJwt {
  readonly jws: CompactJws;
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  /** Where the header says the keys are; only the registered address is ever fetched (STD K6). */
  readonly jku?: string;
  readonly claims: Members;
}

/** What a JWT for one purpose looks like. */
export interface JwtShape {
  /** In characters. */
  readonly longest: number;
  /** What `typ` may be; `undefined` = it may be missing (RFC 8725 §3.11). */
  readonly types: readonly unknown[];
}

/** What is wrong with it, to be put behind the name of the thing. */
export interface UnfitJwt {
  readonly problem: string;
}

const LONGEST_KID = 256;

/** Members that would change what is signed or how: extensions are refused, encryption is not offered (V-42, V-43). */
const forbiddenMembers = ['crit', 'b64', 'zip', 'enc', 'epk', 'p2c'];

/**
 * Takes a JWT apart, cheaply and before any key is looked for.
 * @see RFC 7515 §4.1, RFC 8725 §3; STD K2, V-37, V-40, V-42, V-43
 */
export function readClientJwt(text: string, shape: JwtShape): ClientJwt | UnfitJwt {
  const jws = text.length <= shape.longest ? parseCompact(text) : undefined;
  const claims = jws && parseObject(Buffer.from(jws.payload, 'base64url').toString());
  if (jws === undefined || claims === undefined)
    return { problem: `must be a signed JWT of three parts and at most ${String(shape.longest)} characters` };
  if (repeatedMember(headerOf(text)) !== undefined) return { problem: 'has a header member twice' };
  const header = readHeader(jws.header, shape.types);
  return 'problem' in header ? header : { jws, claims, ...header };
}

/** RFC 7515 §4: what has a name twice could be read in two ways. */
function headerOf(text: string): string {
  return Buffer.from(text.split('.', 1)[0] ?? '', 'base64url').toString();
}

function readHeader(header: Members, types: JwtShape['types']): Pick<ClientJwt, 'alg' | 'kid' | 'jku'> | UnfitJwt {
  const { typ, kid, jku } = header;
  const forbidden = forbiddenMembers.find((name) => Object.hasOwn(header, name));
  if (forbidden !== undefined) return { problem: `has the header member ${forbidden}, which is not supported` };
  if (!types.includes(typ)) return { problem: `must have ${listOf(types)} as typ` };
  const alg = algorithmNamed(header['alg']);
  if (alg === undefined) return { problem: 'must be signed by an asymmetric algorithm such as RS384 or ES384' };
  if (typeof kid !== 'string' || kid === '' || kid.length > LONGEST_KID)
    return { problem: 'must name its key by the header member kid' };
  if (jku !== undefined && typeof jku !== 'string') return { problem: 'has a jku that is no address' };
  return { alg, kid, ...(jku !== undefined && { jku }) };
}

function listOf(types: JwtShape['types']): string {
  return types.map((type) => (typeof type === 'string' ? type : 'nothing')).join(' or ');
}
