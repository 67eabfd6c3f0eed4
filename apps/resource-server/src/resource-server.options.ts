import type { PermissionsOf } from '../../../libs/inbound-security/src/resource-server/resource-server-rules.js';

/** How an application asks a server about tokens (RFC 7662). */
export interface ResourceServerIntrospection {
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the secret is sent; `basic` unless given. */
  readonly method?: 'basic' | 'form';
}

/** An authorization server whose access tokens count. */
export interface ResourceServerIssuer {
  /** As the server writes itself; a trailing slash makes no difference. */
  readonly issuer: string;
  /** Where its keys are; the discovery document says it unless given. */
  readonly jwksUri?: string;
  /** Asked about every token, so that revoked ones count no longer, and what a token may do comes with the answer. */
  readonly introspection?: ResourceServerIntrospection;
  /** What holders of its tokens may do; the scopes narrow it. Absent = what the token, or the introspection endpoint, says. */
  readonly permissions?: PermissionsOf;
}

/** What an application says of the tokens that it takes. */
export interface SmartResourceServerOptions {
  /** 1 to 50. */
  readonly issuers: readonly ResourceServerIssuer[];
  /** Whom tokens must be made for: one of these is their `aud`, such as the address of the FHIR endpoint. */
  readonly audience: string | readonly string[];
  /** How long what came of a token is remembered, in seconds, 0 to 3,600; never past its expiry. A token that is revoked counts so long. 30 unless given. */
  readonly cacheSeconds?: number;
  /** How long keys are used without looking for newer ones, in seconds, 60 to 86,400; 1,800 unless given. */
  readonly keysFreshSeconds?: number;
  /** Whether tokens that never expire count; false unless given. */
  readonly mayLackExpiry?: boolean;
  /**
   * Tokens of one network that a server may be asked about in vain within a minute, 1 to 100,000; for what comes beyond it nobody is asked, and the answer
   * is 429. 60 unless given. A proxy that does not pass on the addresses of its clients is one network.
   */
  readonly unknownTokensPerMinute?: number;
  /** Hosts, or hosts with a port, that may be in a private network and speak http; all others must be public and speak https. */
  readonly allowedHosts?: readonly string[];
  /** For a try on one machine: this very machine may be called, by http too; false unless given. */
  readonly evaluation?: boolean;
  /** Certificates of the authorities that servers' certificates must come from, in place of the machine's; PEM. */
  readonly authorities?: string;
}
