/** The URI forms in which a client may write a SMART or an OpenID scope (SMART 2.2 "Scopes as URIs"; STD S13). */
const uriPrefixes: readonly string[] = [
  'http://smarthealthit.org/fhir/scopes/',
  'http://openid.net/specs/openid-connect-core-1_0#',
];

/** The short spelling of a scope: `openid` for `http://openid.net/specs/openid-connect-core-1_0#openid`; any other text as it is. */
export function scopeName(scope: string): string {
  const prefix = uriPrefixes.find((candidate) => scope.startsWith(candidate) && scope.length > candidate.length);
  return prefix === undefined ? scope : scope.slice(prefix.length);
}

/** Whether a scope is among those granted, in the short or in the URI spelling. */
export function includesScope(scopes: readonly string[], name: string): boolean {
  return scopes.some((scope) => scopeName(scope) === name);
}
