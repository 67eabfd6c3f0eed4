import { redirectUriProblem } from './redirect-uri-problem.js';

/** Loopback address literals of RFC 8252 §7.3; `localhost` is a name that somebody else may answer to (V-03). */
const LOOPBACK_LITERAL = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::\d{1,5})?((?:[/?].*)?)$/;

/**
 * Whether an answer may be sent to the requested URI: it equals a registered one byte by byte, or both are loopback literals that differ in the
 * port alone (RFC 9700 §2.1, RFC 8252 §7.3). No parser decides. A URI that could not be registered today matches nothing, even if a row of the
 * database has it (R-07, V-01 to V-06, V-09).
 */
export function matchesRegisteredRedirectUri(requested: string, registered: readonly string[]): boolean {
  return registeredRedirectUri(requested, registered) !== undefined;
}

/** The registered URI by which {@link matchesRegisteredRedirectUri} lets the requested one pass. */
export function registeredRedirectUri(requested: string, registered: readonly string[]): string | undefined {
  if (redirectUriProblem(requested) !== undefined) return undefined;
  return (
    registered.find((uri) => uri === requested) ?? registered.find((uri) => differOnlyInLoopbackPort(uri, requested))
  );
}

function differOnlyInLoopbackPort(registered: string, requested: string): boolean {
  const [, registeredHost, registeredRest] = LOOPBACK_LITERAL.exec(registered) ?? [];
  const [, requestedHost, requestedRest] = LOOPBACK_LITERAL.exec(requested) ?? [];
  return registeredHost !== undefined && registeredHost === requestedHost && registeredRest === requestedRest;
}

/**
 * The URI with the answer's parameters, form-encoded, added to its query or put into its fragment. What the client registered stays byte by byte
 * as it is, its own query included (RFC 6749 §3.1.2 and §4.1.2).
 */
export function appendToRedirectUri(
  uri: string,
  parameters: ReadonlyMap<string, string> | Readonly<Record<string, string>>,
  where: 'query' | 'fragment',
): string {
  const pairs =
    parameters instanceof Map ? [...(parameters as ReadonlyMap<string, string>)] : Object.entries(parameters);
  const encoded = new URLSearchParams(pairs).toString();
  return uri + (where === 'fragment' ? '#' : querySeparator(uri)) + encoded;
}

function querySeparator(uri: string): '' | '?' | '&' {
  if (!uri.includes('?')) return '?';
  return uri.endsWith('?') || uri.endsWith('&') ? '' : '&';
}
