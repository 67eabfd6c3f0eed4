import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { EgressError, type EgressMethod } from './egress.port.js';

/** One request to addresses that were vetted. */
export interface Exchange {
  readonly method: EgressMethod;
  readonly url: URL;
  /** The only addresses that are connected to. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Certificates of the authorities that are trusted in place of the machine's, PEM. */
  readonly authorities?: string;
}

/** Milliseconds until there is a connection, TLS included. */
const CONNECT_MS = 2_000;
const MAX_HEADER_BYTES = 16_384;

// Agents of our own, that keep nothing: the global ones may have been told of a proxy by the environment.
const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

/**
 * Sends the request and gives the answer as soon as its head is there; the caller reads or destroys it.
 * @param signal ends everything, the body included
 * @throws anything the connection failed with; EgressError `timeout` when it was not there in 2 s
 */
export function exchange(order: Exchange, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = open(order, signal);
    request.on('response', resolve).on('error', reject);
    limitConnecting(request, order.url);
    request.end(order.body);
  });
}

function open({ method, url, addresses, headers, authorities }: Exchange, signal: AbortSignal): ClientRequest {
  const options = {
    method,
    headers,
    signal,
    lookup: only(addresses),
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: false,
    setDefaultHeaders: true,
  };
  if (url.protocol === 'http:') return httpRequest(url, { ...options, agent: agents.http });
  // Said outright, because the environment could say otherwise.
  const tls = { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(authorities && { ca: authorities }) } as const;
  return httpsRequest(url, { ...options, ...tls, agent: agents.https });
}

/** A look-up that looks nothing up: the name was resolved before, and a second answer is not asked for (V-76). */
function only(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_hostname, options, callback) => {
    const [first] = found;
    if (options.all === true) callback(null, found);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function limitConnecting(request: ClientRequest, url: URL): void {
  const timer = setTimeout(() => {
    request.destroy(new EgressError('timeout', url.hostname, { detail: 'no connection' }));
  }, CONNECT_MS);
  request
    .on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
      });
    })
    .on('close', () => {
      clearTimeout(timer);
    });
}
