import type { ClientDefinition } from '../client/client.js';
import { scopeName } from '../smart/scope-name.js';
import { scopesAskedFor } from '../smart/scope-policy.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';
import { parseScope } from './scope.js';

/** Longest audience we keep, in characters. */
const LONGEST_AUDIENCE = 2048;
/** Most resources of one request. */
const MOST_RESOURCES = 20;

/** The resource servers a request names, and by which parameter. */
interface Named {
  readonly parameter: 'aud' | 'resource';
  readonly bases: readonly string[];
}

/** What tokens may be for. */
export interface ProtectedResources {
  /** FHIR bases; empty = none is known, and nothing is checked (X2). */
  readonly bases: readonly string[];
  /** This server itself, which only `resource` can name (RFC 9728). */
  readonly own: string;
}

/** What decides whether a request has to name a FHIR base, and which. */
export interface AudienceRule extends ProtectedResources {
  readonly client: Pick<ClientDefinition, 'scopes' | 'fixedScope'>;
}

/**
 * The FHIR bases the client wants tokens for: `aud` of SMART App Launch, which is one, or its synonym `resource` (RFC 8707 §2), which may be
 * several, this server among them. Where bases are configured each must be one of them, and none may be missing only in a request that asks for
 * nothing of SMART, by naming scopes or by leaving them to the client's list; where none is, they are taken as they are (STD X2, G3). A trailing
 * slash makes no other base; what is returned is the configured spelling.
 * @throws OAuthError invalid_request — `aud` is missing, foreign, or none of the `resource`s
 * @throws OAuthError invalid_target — a `resource` is foreign or no absolute URI, or there are more than 20
 * @throws OAuthError invalid_scope — there is no audience, and `scope` is malformed
 */
export function readAudience(parameters: FormParameters, rule: AudienceRule): readonly string[] {
  const audience = readNamedAudience(parameters, rule);
  if (audience.length === 0 && rule.bases.length > 0) assertNotNeeded(parameters, rule.client);
  return audience;
}

/**
 * The same where none need be named: a client asking for itself (RFC 8707 §2.2).
 * @throws OAuthError as {@link readAudience}
 */
export function readNamedAudience(parameters: FormParameters, { bases, own }: ProtectedResources): readonly string[] {
  const { parameter, bases: wanted } = named(parameters);
  const allowed = parameter === 'resource' ? [...bases, own] : bases;
  const known = wanted.map((base) => {
    const ours = bases.length === 0 ? base : spelling(base, allowed);
    if (ours === undefined || !isPlausible(base, parameter)) throw foreign(parameter);
    return ours;
  });
  return [...new Set(known)];
}

/**
 * The audience a code or a refresh token is exchanged for: all that was granted, or what is named of it, never another (RFC 8707 §2.2, V-30).
 * @throws OAuthError invalid_grant — `aud` was not granted, or invalid_target for `resource`; invalid_request — they differ
 */
export function narrowAudience(parameters: FormParameters, granted: readonly string[]): readonly string[] {
  const { parameter, bases } = named(parameters);
  if (bases.length === 0) return granted;
  const kept = bases.map((base) => {
    const known = spelling(base, granted);
    if (known === undefined) throw notGranted(parameter);
    return known;
  });
  return [...new Set(kept)];
}

/**
 * Whether a token may be used at this server itself: only where its audience names it. One for FHIR bases is seen there, and whoever sees it must
 * not administer this server by it (STD T9, RFC 9068 §4).
 */
export function isForThisServer(audience: readonly string[], own: string): boolean {
  return spelling(own, audience) !== undefined;
}

/** What the request names, without trailing slashes, for the statement that claims a grant; undefined where nothing is named. */
export function audienceToClaim(parameters: FormParameters): readonly string[] | undefined {
  const { bases } = named(parameters);
  return bases.length === 0 ? undefined : bases.map(withoutSlash);
}

function named(parameters: FormParameters): Named {
  const aud = parameters.get('aud');
  const resources = parameters.all('resource');
  if (resources.length === 0) return { parameter: 'aud', bases: aud === undefined ? [] : [aud] };
  if (resources.length > MOST_RESOURCES) throw tooMany();
  if (aud !== undefined && spelling(aud, resources) === undefined) {
    throw new OAuthError('invalid_request', 'aud and resource differ; send one of them', { parameter: 'aud' });
  }
  return { parameter: 'resource', bases: resources };
}

/** How a base is spelled among those known, a trailing slash making no other one; undefined where it is none of them. */
export function spelling(base: string, known: readonly string[]): string | undefined {
  return known.find((one) => withoutSlash(one) === withoutSlash(base));
}

function assertNotNeeded(parameters: FormParameters, client: AudienceRule['client']): void {
  const asked = scopesAskedFor(parseScope(parameters.get('scope')), client);
  if (!parameters.has('launch') && !asked.some(isOfSmart)) return;
  throw new OAuthError('invalid_request', 'aud is missing; send the base URL of the FHIR server', { parameter: 'aud' });
}

/** Whether a scope is one of SMART's, which concern a FHIR server. */
export function isOfSmart(scope: string): boolean {
  return /^(?:launch$|launch\/|(?:patient|user|system)\/)/.test(scopeName(scope));
}

/** RFC 8707 §2 wants an absolute URI without a fragment; of `aud` nothing is said. */
function isPlausible(base: string, parameter: Named['parameter']): boolean {
  if (base.length > LONGEST_AUDIENCE || !/^[\x21-\x7e]+$/.test(base)) return false;
  return parameter === 'aud' || (URL.canParse(base) && !base.includes('#'));
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

function foreign(parameter: Named['parameter']): OAuthError {
  const code = parameter === 'aud' ? 'invalid_request' : 'invalid_target';
  return new OAuthError(code, `${parameter} is not the base URL of a FHIR server protected here`, { parameter });
}

function notGranted(parameter: Named['parameter']): OAuthError {
  const description = `${parameter} is not what the authorization was given for; leave it out or send the same`;
  return new OAuthError(parameter === 'aud' ? 'invalid_grant' : 'invalid_target', description, { parameter });
}

function tooMany(): OAuthError {
  const description = `resource was sent more than ${String(MOST_RESOURCES)} times`;
  return new OAuthError('invalid_target', description, { parameter: 'resource' });
}
