import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** What somebody who has to sign in is shown. */
export type SignInOffer =
  /** The page that asks for user name and password. */
  | { readonly kind: 'password' }
  /** Straight on to the only server. */
  | { readonly kind: 'server'; readonly server: KnownServer }
  | { readonly kind: 'choice'; readonly servers: readonly KnownServer[]; readonly localSignIn: boolean };

/**
 * Decides it (reference of the product, 7; ruling 21). After a try that failed nobody is sent on without being asked, or a server that sends
 * everybody back at once would keep the browser going round.
 * @param servers those that people can sign in at
 */
export function signInOffer(
  { options: { federation } }: Pick<OutboundSmartInstance, 'options'>,
  servers: readonly KnownServer[],
  hasFailed: boolean,
): SignInOffer {
  const { enabled, localSignInEnabled: localSignIn } = federation;
  const [server] = servers;
  if (!enabled || (localSignIn && server === undefined)) return { kind: 'password' };
  if (server !== undefined && servers.length === 1 && !localSignIn && !hasFailed) return { kind: 'server', server };
  return { kind: 'choice', servers, localSignIn };
}

/** Whether a user name and a password may be posted. */
export function takesPasswords({ options: { federation } }: Pick<OutboundSmartInstance, 'options'>): boolean {
  return !federation.enabled || federation.localSignInEnabled;
}
