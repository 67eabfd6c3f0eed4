import type { Browser } from '#browser-session/browser-session.port';
import type { PasskeyPlace } from '#inbound-security/passkeys.port';
import type { AdminWebInstance } from '../instances/admin-web-instance.js';

/** Where a passkey can be asked for; undefined where browsers have none for the address of the console. */
export function passkeyPlaceOf(
  { moduleId, relyingParty }: AdminWebInstance,
  { cookieHash: browserHash }: Browser,
): PasskeyPlace | undefined {
  return relyingParty && { moduleId, browserHash, relyingParty };
}
