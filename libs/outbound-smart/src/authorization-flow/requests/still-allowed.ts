import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { assertMayBeAnswered } from '#protocol/oauth2/response-type';
import { assertMayUseDevice } from '../../device/device-clients.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/**
 * Whether module and client still allow such a request: either may have changed while it waited.
 * @throws OAuthError unsupported_response_type or unauthorized_client
 */
export function assertStillAllowed(
  instance: OutboundSmartInstance,
  client: ClientDefinition,
  { responseType, deviceCodeHash }: AuthorizationRequest,
): void {
  if (deviceCodeHash !== undefined) assertMayUseDevice(client, instance);
  else assertMayBeAnswered(responseType, client, instance.options.implicit.enabled);
}
