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
  const audience = readNamedAudience(parameters, allowed);
  if (audience === undefined) assertNotNeeded(parameters, allowed);
  return audience;
}

/**
 * The same where none need be named: a client asking for itself (RFC 8707 §2.2).
 * @throws OAuthError as {@link readAudience}
 */
export function readNamedAudience(parameters: FormParameters, allowed: readonly string[]): string | undefined {
  const { aud, audience } = named(parameters);
  if (audience === undefined) return undefined;
  if (!isPlausible(audience)) throw foreign(aud);
  if (allowed.length === 0) return audience;
  const known = allowed.find((base) => withoutSlash(base) === withoutSlash(audience));
  if (known === undefined) throw foreign(aud);
  return known;
}

/**
 * The audience a code or a refresh token is exchanged for: all that was granted, or the one named of it, never another (RFC 8707 §2.2, V-30).
 * @throws OAuthError invalid_grant — `aud` was not granted, or invalid_target for `resource`; invalid_request — they differ
 */
export function narrowAudience(parameters: FormParameters, granted: readonly string[]): readonly string[] {
  const { aud, audience } = named(parameters);
  if (audience === undefined) return granted;
  const known = granted.find((base) => withoutSlash(base) === withoutSlash(audience));
  if (known === undefined) throw notGranted(aud);
  return [known];
}

/** How a grant may have kept what the request names, for the statement that claims it; undefined where nothing is named. */
export function audienceSpellings(parameters: FormParameters): readonly string[] | undefined {
  const { audience } = named(parameters);
  return audience === undefined ? undefined : [withoutSlash(audience), `${withoutSlash(audience)}/`];
}

function named(parameters: FormParameters): { aud?: string | undefined; audience?: string | undefined } {
  const aud = parameters.get('aud');
  const resource = parameters.get('resource');
  if (aud !== undefined && resource !== undefined && aud !== resource) {
    throw new OAuthError('invalid_request', 'aud and resource differ; send one of them', { parameter: 'aud' });
  }
  return { aud, audience: aud ?? resource };
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

function notGranted(aud: string | undefined): OAuthError {
  const description = 'is not what the authorization was given for; leave it out or send the same';
  if (aud === undefined) return new OAuthError('invalid_target', `resource ${description}`, { parameter: 'resource' });
  return new OAuthError('invalid_grant', `aud ${description}`, { parameter: 'aud' });
}
