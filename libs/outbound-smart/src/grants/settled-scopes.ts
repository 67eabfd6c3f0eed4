import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { scopesAbout } from '#protocol/smart/fhir-user-scope';
import { scopesInContext } from '#protocol/smart/patient-context';
import type { Authorization } from '../tokens/authorization.js';

/**
 * The scopes that a token for a person can have once the scripts have said what there is: none about a patient who is not in context, nor
 * `fhirUser` where no FHIR resource stands for the person (STD L2, U3). Where an instance has no script this was settled at the approval.
 * @throws OAuthError invalid_scope — nothing is left that is worth granting
 */
export function settledScopes(
  { client, user, scopes, launchContext }: Authorization,
  trace: DecisionTrace,
): readonly string[] {
  if (user === undefined) return scopes;
  const about = scopesAbout(user, scopes, trace);
  const resources = launchContext.resources.map((resource) => ({ ...resource, type: resource.type.toLowerCase() }));
  const found = { resources, nobodyIsAsked: true, afterScript: true } as const;
  const { scopes: left, refusal } = scopesInContext(about, found, { requested: scopes, client, trace });
  if (refusal === undefined) return left;
  throw new OAuthError('invalid_scope', refusal.description, { parameter: 'scope', cause: refusal.cause });
}
