import { isForThisServer, isOfSmart, type ProtectedResources } from '#protocol/oauth2/audience';
import type { OutboundSmartInstance } from './outbound-smart-instance.js';

/** What the tokens of a module may be for. */
export function protectedResources({ options, baseUrl }: OutboundSmartInstance): ProtectedResources {
  return { bases: options.access.allowedAudiences, own: baseUrl };
}

/**
 * What a token is for where nothing is named: the configured FHIR servers where it opens any of their data; else the issuer itself (RFC 9068 §3), so
 * that a client that only administers the server need not name it (ruling 10).
 */
export function audienceUnnamed(
  { options, issuer }: OutboundSmartInstance,
  scopes: readonly string[],
): readonly string[] {
  const bases = options.access.allowedAudiences;
  return bases.length > 0 && scopes.some(isOfSmart) ? bases : [issuer];
}

/** Why a token with this audience may not be used at the server itself, and what to ask for; undefined where it may. */
export function audienceProblem(
  { options, baseUrl }: OutboundSmartInstance,
  audience: string | readonly string[],
): string | undefined {
  if (isForThisServer([audience].flat(), baseUrl)) return undefined;
  const isUnnamedOurs = options.access.allowedAudiences.length === 0;
  const otherwise = isUnnamedOurs ? ', or without aud and resource' : '';
  return `The access token is for other resource servers; ask for one with resource=${baseUrl}${otherwise}`;
}
