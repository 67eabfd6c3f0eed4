import { scopeName } from '../smart/scope-name.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** Longest audience we keep, in characters. */
const LONGEST_AUDIENCE = 2048;

/**
 * The FHIR base the client wants tokens for: `aud` of SMART App Launch, or its synonym `resource` (RFC 8707 §2). Where bases are configured it
 * must be one of them, and may be missing only in a request that asks for nothing of SMART; where none is, it is taken as it is (STD X2, G3).
 * A trailing slash makes no other base; what is returned is the configured spelling.
 * @throws OAuthError invalid_request — `aud` is missing, foreign, or differs from `resource`
 * @throws OAuthError invalid_target — the same for `resource`
 */
export function readAudience(parameters: FormParameters, allowed: readonly string[]): string | undefined {
  const aud = parameters.get('aud');
  const resource = parameters.get('resource');
  if (aud !== undefined && resource !== undefined && aud !== resource) {
    throw new OAuthError('invalid_request', 'aud and resource differ; send one of them', { parameter: 'aud' });
  }
  const audience = aud ?? resource;
  if (audience === undefined) {
    assertNotNeeded(parameters, allowed);
    return undefined;
  }
  if (!isPlausible(audience)) throw foreign(aud);
  if (allowed.length === 0) return audience;
  const known = allowed.find((base) => withoutSlash(base) === withoutSlash(audience));
  if (known === undefined) throw foreign(aud);
  return known;
}

function assertNotNeeded(parameters: FormParameters, allowed: readonly string[]): void {
  if (allowed.length > 0 && asksForSmart(parameters.get('scope') ?? '', parameters.has('launch'))) {
    throw new OAuthError('invalid_request', 'aud is missing; send the base URL of the FHIR server', {
      parameter: 'aud',
    });
  }
}

function asksForSmart(scope: string, hasLaunch: boolean): boolean {
  return (
    hasLaunch ||
    scope.split(' ').some((token) => /^(?:launch$|launch\/|(?:patient|user|system)\/)/.test(scopeName(token)))
  );
}

function isPlausible(audience: string): boolean {
  return audience.length <= LONGEST_AUDIENCE && /^[\x21-\x7e]+$/.test(audience);
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

function foreign(aud: string | undefined): OAuthError {
  const description = 'is not the base URL of a FHIR server protected here';
  if (aud === undefined) return new OAuthError('invalid_target', `resource ${description}`, { parameter: 'resource' });
  return new OAuthError('invalid_request', `aud ${description}`, { parameter: 'aud' });
}
