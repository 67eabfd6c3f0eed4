import { expandRoles } from '#protocol/permissions/roles';
import { allowedPlaces, type FhirAccess } from '#protocol/permissions/fhir-access';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { CLOCK_SKEW_SECONDS } from '#protocol/server/server-token-claims';
import { scopeCoverage } from '#protocol/smart/scope-coverage';
import type { ExternalTokenCaller } from '../external-token.port.js';

/** What a route needs of who calls; all of it. */
export interface RouteNeeds {
  /** Something of the type must be within reach; which resources, the route asks with `allowsIn`. */
  readonly access?: FhirAccess;
  /** Names of permissions without argument, all of them. */
  readonly permissions?: readonly string[];
  /** Scopes that were granted, all of them; one that reaches further will do (`patient/*.rs` for `patient/Observation.r`). */
  readonly scopes?: readonly string[];
  /** Any of these levels of the sign-in (RFC 9470). */
  readonly acrValues?: readonly string[];
  /** Seconds since the person signed in, at most. */
  readonly maxAge?: number;
}

/** Why the caller may not; `undefined` where they meet all demands. @param now seconds since 1970 */
export function routeProblem(
  caller: ExternalTokenCaller,
  demands: readonly RouteNeeds[],
  now: number,
): OAuthError | undefined {
  for (const needs of demands) {
    const problem =
      signInProblem(caller, needs, now) ?? scopeProblem(caller, needs) ?? permissionProblem(caller, needs);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function signInProblem(
  { acr, authTime }: ExternalTokenCaller,
  { acrValues = [], maxAge }: RouteNeeds,
  now: number,
): OAuthError | undefined {
  const isSure = acrValues.length === 0 || (acr !== undefined && acrValues.includes(acr));
  const isFresh = maxAge === undefined || (authTime !== undefined && isWithin(now - authTime, maxAge));
  if (isSure && isFresh) return undefined;
  const neededSignIn = { acrValues, ...(maxAge !== undefined && { maxAge }) };
  return new OAuthError('insufficient_user_authentication', 'This needs another sign-in.', {
    ...{ challenge: 'Bearer', neededSignIn },
  });
}

/** A sign-in in the future would be fresh for as long as its server likes. */
function isWithin(age: number, maxAge: number): boolean {
  return age >= -CLOCK_SKEW_SECONDS && age <= maxAge;
}

function scopeProblem(caller: ExternalTokenCaller, { scopes = [] }: RouteNeeds): OAuthError | undefined {
  const covering = scopeCoverage(caller.scopes);
  if (scopes.every((scope) => covering(scope) !== undefined)) return undefined;
  return new OAuthError('insufficient_scope', 'The token lacks a scope that this needs.', {
    ...{ challenge: 'Bearer', neededScopes: scopes },
  });
}

function permissionProblem(
  { authorities }: ExternalTokenCaller,
  { access, permissions = [] }: RouteNeeds,
): OAuthError | undefined {
  const held = new Set(expandRoles(authorities).map(({ permission }) => permission));
  const isMissing = permissions.some((name) => !held.has(name));
  if (!isMissing && (access === undefined || allowedPlaces(authorities, access).length > 0)) return undefined;
  const neededScopes = access === undefined ? [] : [`user/${access.resourceType}.${access.interaction}`];
  return new OAuthError('insufficient_scope', 'The token, or its holder, may not do this.', {
    ...{ challenge: 'Bearer', neededScopes },
  });
}
