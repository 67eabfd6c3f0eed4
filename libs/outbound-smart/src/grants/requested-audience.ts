import { readNamedAudience } from '#protocol/oauth2/audience';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { audienceUnnamed, protectedResources } from '../instances/protected-resources.js';

/**
 * What a token is for where nothing was authorized before: the bases the client names (RFC 8707 §2.2), else as `audienceUnnamed` for what
 * may be granted.
 * @throws OAuthError as `readNamedAudience` for a foreign audience
 */
export function requestedAudience(
  instance: OutboundSmartInstance,
  parameters: FormParameters,
  scopes: readonly string[],
): readonly string[] {
  const named = readNamedAudience(parameters, protectedResources(instance));
  return named.length > 0 ? named : audienceUnnamed(instance, scopes);
}
