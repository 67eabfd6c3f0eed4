import type { Browser } from '#browser-session/browser-session.port';
import type { PasskeyPlace } from '#inbound-security/passkeys.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Where a passkey can be asked for; undefined where browsers have none for the issuer. */
export function passkeyPlaceOf(
  { moduleId, relyingParty }: OutboundSmartInstance,
  { cookieHash: browserHash }: Browser,
): PasskeyPlace | undefined {
  return relyingParty && { moduleId, browserHash, relyingParty };
}
