import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** How people can sign in. */
export type SignInOffer =
  /** By user name and password. */
  | { readonly kind: 'password' }
  /** At the only server. */
  | { readonly kind: 'server'; readonly servers: readonly [KnownServer] }
  /** At one of several, or of none, and where that is configured here as well. */
  | { readonly kind: 'choice'; readonly servers: readonly KnownServer[]; readonly localSignIn: boolean };

/** @param servers those that people can sign in at (reference of the product, 7; ruling 21) */
export function signInOffer(
  { options: { federation } }: Pick<OutboundSmartInstance, 'options'>,
  servers: readonly KnownServer[],
): SignInOffer {
  const { enabled, localSignInEnabled: localSignIn } = federation;
  const [server] = servers;
  if (!enabled || (localSignIn && server === undefined)) return { kind: 'password' };
  if (server !== undefined && servers.length === 1 && !localSignIn) return { kind: 'server', servers: [server] };
  return { kind: 'choice', servers, localSignIn };
}

/** Whether a user name and a password may be posted. */
export function takesPasswords({ options: { federation } }: Pick<OutboundSmartInstance, 'options'>): boolean {
  return !federation.enabled || federation.localSignInEnabled;
}
