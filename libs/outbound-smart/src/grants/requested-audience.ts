import { readAudience, readNamedAudience } from '#protocol/oauth2/audience';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { audienceUnnamed, protectedResources } from '../instances/protected-resources.js';
import type { GrantRequest } from './grant.port.js';

/**
 * What a token of a person is for where nothing was authorized before: as at /oauth/authorize, no base need be named only where nothing of SMART is
 * asked for (STD X2).
 * @throws OAuthError as `readAudience`
 */
export function requestedAudienceOfPerson({ instance, client, parameters }: GrantRequest): readonly string[] {
  return orAll(instance, readAudience(parameters, { ...protectedResources(instance), client }));
}

/**
 * What a token of the client itself is for: the bases the client names (RFC 8707 §2.2), else every base protected here, or the
 * issuer where none is known.
 * @throws OAuthError as `readNamedAudience` for a foreign audience
 */
export function requestedAudience(instance: OutboundSmartInstance, parameters: FormParameters): readonly string[] {
  return orAll(instance, readNamedAudience(parameters, protectedResources(instance)));
}

function orAll(instance: OutboundSmartInstance, named: readonly string[]): readonly string[] {
  return named.length > 0 ? named : audienceUnnamed(instance);
}
