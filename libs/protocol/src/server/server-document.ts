import { issuerKey } from './server.js';

type Members = Readonly<Record<string, unknown>>;

/** Where a server may describe itself, in the order in which it is asked: OpenID Connect Discovery 1.0 §4, RFC 8414 §3. */
export function documentAddresses(issuer: string): readonly string[] {
  const key = issuerKey(issuer);
  const { origin, pathname } = new URL(key);
  const path = issuerKey(pathname);
  return [`${key}/.well-known/openid-configuration`, `${origin}/.well-known/oauth-authorization-server${path}`];
}

/** Members of the document by what they are for. */
const members = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  userInfo: 'userinfo_endpoint',
  jwks: 'jwks_uri',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
  endSession: 'end_session_endpoint',
} as const;

/** What an endpoint is for. */
export type EndpointName = keyof typeof members;

/** Names of the endpoints. */
const endpointNames = Object.keys(members) as readonly EndpointName[];

/** A description that was checked to be that of the server. */
export interface ServerDocument {
  /** As the server writes itself. */
  readonly issuer: string;
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>;
  readonly members: Members;
}

/** A document, or what is wrong with it. */
export type ReadServerDocument =
  | { readonly kind: 'document'; readonly document: ServerDocument }
  | { readonly kind: 'unusable' | 'wrong-issuer'; readonly problem: string };

/**
 * Reads what a server says of itself. One that names another issuer is never believed, nor is one with an endpoint that is no web address: what
 * is half wrong may be wholly wrong (RFC 8414 §3.3, OpenID Connect Discovery 1.0 §4.3; V-15, F-21).
 * @param accepted the spellings of the issuer, compared exactly
 */
export function readServerDocument(body: unknown, accepted: readonly string[]): ReadServerDocument {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return unusable('it is no JSON object');
  const document = body as Members;
  const { issuer } = document;
  if (typeof issuer !== 'string') return unusable('it names no issuer');
  if (!accepted.includes(issuer))
    return { kind: 'wrong-issuer', problem: `it is the document of another issuer: ${shown(issuer)}` };
  const entries = endpointNames.map((name) => [name, document[members[name]]] as const);
  const odd = entries.find(([, value]) => value !== undefined && value !== null && !isWebAddress(value));
  if (odd !== undefined) return unusable(`its ${members[odd[0]]} is no web address`);
  const endpoints = Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'));
  return { kind: 'document', document: { issuer, endpoints, members: document } };
}

function unusable(problem: string): ReadServerDocument {
  return { kind: 'unusable', problem };
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 2_048 || !URL.canParse(value)) return false;
  const { protocol, username, password, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}

/** For a message: not more of it than tells who it is, and nothing that breaks a line. */
function shown(issuer: string): string {
  return issuer.slice(0, 200).replaceAll(/[^!-~]/g, '?');
}
