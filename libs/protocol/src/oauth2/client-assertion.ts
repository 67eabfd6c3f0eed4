import { parseCompact, parseObject, type CompactJws } from '../keys/compact-jws.js';
import { algorithmNamed, type SigningAlgorithm } from '../keys/signing-algorithm.js';
import { OAuthError } from './oauth-error.js';

type Members = Readonly<Record<string, unknown>>;

/** A client assertion that is well formed; nothing of it is verified (RFC 7523 §2.2). */
export interface ClientAssertion {
  readonly jws: CompactJws;
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  /** Where the header says the keys are; only the registered address is ever fetched (STD K6). */
  readonly jku?: string;
  readonly claims: Members;
  /** The claim `sub`: the client it claims to be. */
  readonly clientId: string;
}

/** In characters; a signed assertion with an RSA key of 8192 bits has half of it. */
const LONGEST = 8_192;
const LONGEST_KID = 256;

/** The media type may be left out or be any of these (STD X24). */
const types: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt'];
/** Members that would change what is signed or how: extensions are refused, encryption is not offered (V-42, V-43). */
const forbiddenMembers = ['crit', 'b64', 'zip', 'enc', 'epk', 'p2c'];

/**
 * Takes an assertion apart, cheaply and before any key is looked for.
 * @throws OAuthError invalid_client — it is no JWT that could ever be accepted
 * @see RFC 7523 §3, RFC 8725 §3; STD K2, B8, X24, V-37, V-40, V-42, V-43
 */
export function readClientAssertion(text: string): ClientAssertion {
  const jws = text.length <= LONGEST ? parseCompact(text) : undefined;
  const claims = jws && parseObject(Buffer.from(jws.payload, 'base64url').toString());
  if (jws === undefined || claims === undefined)
    throw unfitAssertion(`must be a signed JWT of three parts and at most ${String(LONGEST)} characters`);
  return { jws, claims, clientId: readClientId(claims), ...readHeader(jws.header) };
}

/** One refusal for every assertion that is wrong whoever the client is: the description may say what to change (RFC7523-3). */
export function unfitAssertion(problem: string): OAuthError {
  return new OAuthError('invalid_client', `The client_assertion ${problem}.`, { parameter: 'client_assertion' });
}

function readHeader(header: Members): Pick<ClientAssertion, 'alg' | 'kid' | 'jku'> {
  const { typ, kid, jku } = header;
  const forbidden = forbiddenMembers.find((name) => Object.hasOwn(header, name));
  if (forbidden !== undefined) throw unfitAssertion(`has the header member ${forbidden}, which is not supported`);
  if (!types.includes(typ)) throw unfitAssertion('must have no typ, or JWT, or client-authentication+jwt');
  const alg = algorithmNamed(header['alg']);
  if (alg === undefined) throw unfitAssertion('must be signed by an asymmetric algorithm such as RS384 or ES384');
  if (typeof kid !== 'string' || kid === '' || kid.length > LONGEST_KID)
    throw unfitAssertion('must name its key by the header member kid');
  if (jku !== undefined && typeof jku !== 'string') throw unfitAssertion('has a jku that is no address');
  return { alg, kid, ...(jku !== undefined && { jku }) };
}

function readClientId({ iss, sub }: Members): string {
  if (typeof sub === 'string' && sub !== '' && iss === sub) return sub;
  throw unfitAssertion('must have the client id as iss and as sub');
}
