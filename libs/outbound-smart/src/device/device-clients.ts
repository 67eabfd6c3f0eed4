import type { ClientDefinition } from '#protocol/client/client';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** @throws OAuthError unauthorized_client — the module does not offer the device grant, or the client does not list it */
export function assertMayUseDevice({ allowedGrantTypes }: ClientDefinition, { options }: OutboundSmartInstance): void {
  if (options.device.enabled && allowedGrantTypes.includes('DEVICE_CODE')) return;
  throw new OAuthError('unauthorized_client', 'The client is not registered for the device code grant');
}
