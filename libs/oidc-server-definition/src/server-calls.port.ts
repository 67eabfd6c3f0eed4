import type { EgressAnswer, EgressDocument } from '#egress/egress.port';
import type { KnownServer } from './known-servers.port.js';

/** What may be added to a call of a server. */
export interface ServerCallOptions {
  /** Header of a bearer token or of HTTP Basic; goes to this address and nowhere else (V-77). */
  readonly authorization?: string;
}

/**
 * HTTP calls of known servers: guarded egress with places of its own for each server, so that a bad one leaves others alone (F-18), and the
 * certificate authorities that the server's module trusts.
 * @throws EgressError from every method
 */
export interface ServerCalls {
  getJson(server: KnownServer, url: string, options?: ServerCallOptions): Promise<EgressDocument<unknown>>;
  postForm(server: KnownServer, url: string, form: URLSearchParams, options?: ServerCallOptions): Promise<EgressAnswer>;
}

/** DI token of {@link ServerCalls}. */
export const SERVER_CALLS = Symbol('ServerCalls');
