import { readNamedAudience } from '#protocol/oauth2/audience';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/**
 * What a token is for where nothing was authorized before: the bases the client names (RFC 8707 §2.2), else every base protected here, or the
 * issuer where none is known.
 * @throws OAuthError as `readNamedAudience` for a foreign audience
 */
export function requestedAudience(
  { options, issuer }: OutboundSmartInstance,
  parameters: FormParameters,
): readonly string[] {
  const { allowedAudiences } = options.access;
  const named = readNamedAudience(parameters, allowedAudiences);
  if (named.length > 0) return named;
  return allowedAudiences.length > 0 ? allowedAudiences : [issuer];
}
