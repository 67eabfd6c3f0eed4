import type { KnownServer } from './known-servers.port.js';

/** Addresses of a server, by what they are for. */
export interface ServerEndpoints {
  readonly authorization?: string;
  readonly token?: string;
  readonly userInfo?: string;
  readonly jwks?: string;
  readonly introspection?: string;
  readonly revocation?: string;
  readonly endSession?: string;
}

/** What a server is and does: what the definition says, and for the rest what the server says of itself (RFC 8414, OpenID Connect Discovery 1.0). */
export interface ServerMetadata {
  /** As the server writes itself, where that is known; else as the definition has it. One of the accepted issuers of the definition. */
  readonly issuer: string;
  readonly endpoints: ServerEndpoints;
  /** The discovery document, checked to be that of the issuer; absent while it was never had. */
  readonly document?: Readonly<Record<string, unknown>>;
}

/** What is known of a server now. */
export type ServerMetadataOutcome =
  | { readonly kind: 'known'; readonly metadata: ServerMetadata }
  /** `problem` is for the log. `wrong-issuer`: the document is that of somebody else, which is never believed (F-21). */
  | {
      readonly kind: 'unavailable';
      readonly reason: 'unreachable' | 'unusable' | 'wrong-issuer' | 'no-endpoint';
      readonly problem: string;
    };

/**
 * The metadata of known servers. A document is asked for again when it is old, behind the backs of those who want it, and used for at most 24 h
 * while it cannot be had (S-16). Callers at the same time share one question; a failure is remembered for some seconds.
 */
export interface ServerMetadataSource {
  /**
   * Takes 5 s at most, and no time while a document is remembered, or the definition itself names all that is needed.
   * @param needs endpoints that the caller cannot do without: `unavailable` where one of them is not known
   */
  of(server: KnownServer, needs: readonly (keyof ServerEndpoints)[]): Promise<ServerMetadataOutcome>;
}

/** DI token of {@link ServerMetadataSource}. */
export const SERVER_METADATA = Symbol('ServerMetadataSource');
