/** Why nothing, or nothing usable, came back from another server. */
export type EgressFailure =
  /** The address itself is not acceptable: scheme, user-info, port, spelling. Nothing was sent, no name was resolved. */
  | 'address-refused'
  /** The host is none of those that this call may go to. Nothing was sent, no name was resolved. */
  | 'unlisted'
  /** A header that a caller may not set, or that no message can hold. Nothing was sent. */
  | 'header-refused'
  /** The host is, or resolves to, an address that is not public. Nothing was sent. */
  | 'destination-refused'
  /** The host's name has no address. */
  | 'unresolvable'
  /** Connection refused or lost, or the TLS certificate is not that of the host. */
  | 'unreachable'
  /** 2 s without a connection, or 5 s in all. */
  | 'timeout'
  /** A redirect; none is followed. */
  | 'redirected'
  /** A fault of the host: 5xx. */
  | 'server-error'
  /** Another status the call has no use for; the host is well, and is not left alone for it. */
  | 'status'
  /** Another content type than asked for, a compressed body, bytes that are not what the type says. */
  | 'unusable-body'
  /** More than 1 MiB of body, or than was wanted. */
  | 'too-large'
  /** Too many calls under way: to this host, for this party, or in the pool. */
  | 'busy'
  /** The host keeps failing; the next try has to wait. */
  | 'circuit-open';

/** A call of another server that gave nothing usable. The message names the host and is meant for the log. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly detail?: string;

  constructor(
    readonly reason: EgressFailure,
    /** The host, as far as the address has one. */
    readonly host: string,
    options: { readonly detail?: string; readonly cause?: unknown } = {},
  ) {
    super(`${host}: ${reason}${options.detail === undefined ? '' : ` (${options.detail})`}`, { cause: options.cause });
    if (options.detail !== undefined) this.detail = options.detail;
  }
}

/** Whose call it is, so that none takes the places of others (R-18). */
export interface EgressShare {
  /** Name of the calls that are counted together, apart from all others: their number, and which hosts fail. In that of `scripts` the latter is each party's own. One of a few, never made up by a caller. */
  readonly pool: string;
  /** For whom, within the pool; each has few calls at once. */
  readonly party?: string;
}

/** What may be added to a call. */
export interface EgressOptions {
  /** Header of a bearer token or of HTTP Basic; goes to this host and nowhere else (V-77). */
  readonly authorization?: string;
  /** Bytes of body that are of use; more is `too-large`. Never more than 1 MiB. */
  readonly mostBytes?: number;
  /** Certificates of the authorities that are trusted in place of the machine's, PEM. */
  readonly authorities?: string;
  /** Absent: a pool of those that name none. */
  readonly share?: EgressShare;
  /** The only hosts that the call may go to, in place of the server's own rule; each may be internal and speak http, as those that the operator lists. */
  readonly allowedHosts?: readonly string[];
  /** Milliseconds for everything, where 5 s are too many. */
  readonly mostMillis?: number;
}

/** A request as somebody else composed it, such as a script. */
export interface EgressRequest {
  readonly method: EgressMethod;
  /** By name, in any case. Those that say how a message travels (`Host`, `Connection`, `Content-Length` …) are refused. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 1 MiB. */
  readonly body?: string;
}

/** Methods of requests. */
export type EgressMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Whatever a host said, faults of its own included. */
export interface EgressResponse {
  /** 2xx, 4xx or 5xx. */
  readonly status: number;
  /** By lower-case name; of several with a name the values, joined with a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 of any type. */
  readonly text: string;
}

/** A document that was fetched with status 200. */
export interface EgressDocument<Body> {
  readonly body: Body;
  /** `Cache-Control` of the answer. */
  readonly cacheControl: string | undefined;
  /** How long a cache on the way has had it, in seconds (`Age`). */
  readonly age: number;
  /** When the host says that it answered; absent where it does not say. */
  readonly date?: Date;
}

/** What another server said to something that was posted. */
export interface EgressAnswer {
  /** 2xx or 4xx. */
  readonly status: number;
  /** The JSON of the body; undefined where the answer is of another type, which is then not read. */
  readonly body: unknown;
}

/**
 * The only way out of the server (R-12). https alone (http in evaluation mode or to hosts the operator lists), public addresses alone unless
 * listed, resolved once and connected to exactly these, no redirects, no proxy, no compression, 2 s to connect, 5 s in all, 1 MiB of body,
 * few calls at once per host, party and pool, and a pause for hosts that keep failing.
 * @throws EgressError from every method
 */
export interface Egress {
  /** Fetches JSON (`application/json` or `…+json`). */
  getJson(url: string, options?: EgressOptions): Promise<EgressDocument<unknown>>;
  /** Fetches UTF-8 text of one of the media types, such as `application/oauth-authz-req+jwt`. */
  getText(url: string, mediaTypes: readonly string[], options?: EgressOptions): Promise<EgressDocument<string>>;
  /** Posts a form (`application/x-www-form-urlencoded`). */
  postForm(url: string, form: URLSearchParams, options?: EgressOptions): Promise<EgressAnswer>;
  /** Posts JSON. */
  postJson(url: string, value: unknown, options?: EgressOptions): Promise<EgressAnswer>;
  /** Sends any request and gives any answer; a 5xx is one. */
  send(url: string, request: EgressRequest, options?: EgressOptions): Promise<EgressResponse>;
}

/** Injection token of {@link Egress}. */
export const EGRESS = Symbol('Egress');
