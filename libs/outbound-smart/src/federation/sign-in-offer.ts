import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** How people can sign in. */
export type SignInOffer =
  /** By user name and password. */
  | { readonly kind: 'password' }
  /** At the only server. */
  | { readonly kind: 'server'; readonly servers: readonly [KnownServer] }
  /** At the SAML identity provider alone. */
  | { readonly kind: 'saml'; readonly servers: readonly [] }
  /** At one of several, or of none, and where that is configured here as well. */
  | {
      readonly kind: 'choice';
      readonly servers: readonly KnownServer[];
      readonly saml: boolean;
      readonly localSignIn: boolean;
    };

/** Where people can sign in elsewhere. */
export interface OtherWays {
  readonly servers: readonly KnownServer[];
  /** At a SAML identity provider. */
  readonly saml: boolean;
}

type WithOptions = Pick<OutboundSmartInstance, 'options'>;

/** Decides it (reference of the product, 7 and 8.4; ruling 21). */
export function signInOffer(instance: WithOptions, ways: OtherWays): SignInOffer {
  const { federation, saml: bridge } = instance.options;
  const servers = federation.enabled ? ways.servers : [];
  const saml = bridge.enabled && ways.saml;
  const localSignIn = takesPasswords(instance);
  const [server, ...others] = servers;
  if (localSignIn && server === undefined && !saml) return { kind: 'password' };
  const isOne = others.length === 0 && (server === undefined) === saml;
  if (!isOne || localSignIn) return { kind: 'choice', servers, saml, localSignIn };
  return server === undefined ? { kind: 'saml', servers: [] } : { kind: 'server', servers: [server] };
}

/** Whether a user name and a password may be posted. */
export function takesPasswords({ options: { federation, saml } }: WithOptions): boolean {
  const elsewhere = [federation, saml].filter(({ enabled }) => enabled);
  return elsewhere.length === 0 || elsewhere.some(({ localSignInEnabled }) => localSignInEnabled);
}
