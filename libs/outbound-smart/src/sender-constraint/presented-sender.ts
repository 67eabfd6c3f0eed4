import type { ClientCertificate } from '#protocol/oauth2/client-certificate';

/** What of a request can show which key its sender has: read, not checked. */
export interface PresentedSender {
  /** Method of the request, as written. */
  readonly method: string;
  /** The part of its path below the instance's own, like `/oauth/token`. */
  readonly address: string;
  /** The `DPoP` headers: there should be one at most. */
  readonly proofs: readonly string[];
  /** The certificate of its TLS connection, as the proxy handed it over; it may have expired. */
  readonly certificate?: ClientCertificate;
}
