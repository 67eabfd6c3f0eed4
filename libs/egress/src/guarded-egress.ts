import type { IncomingMessage } from 'node:http';
import { isJsonType, mediaTypeOf, parseJson, readText, type MediaTypeTest } from './answer-body.js';
import { halfOfMany } from './circuit-terms.js';
import { readDestination, type Destination, type EgressPolicy } from './destination.js';
import {
  EgressError,
  type Egress,
  type EgressAnswer,
  type EgressDocument,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
  type EgressShare,
} from './egress.port.js';
import { exchange, type Exchange } from './exchange.js';
import { HostGate, type HostGateParts } from './host-gate.js';
import { resolveHost, type NameServices } from './host-resolver.js';
import { checkedRequest } from './checked-request.js';

/** What the client is made of. */
export interface GuardedEgressParts {
  readonly policy: EgressPolicy;
  readonly names: NameServices;
  readonly log: { warn(message: string): void };
  /** Certificates of the authorities that are trusted in place of the machine's, PEM. */
  readonly authorities?: string;
}

/** Milliseconds for everything: look-up, connection, answer, body. */
const TOTAL_MS = 5_000;
const NO_SHARE: EgressShare = { pool: '' };

/** Pools of callers that are many and wait for the answer, and what they ask is not theirs alone to say. */
const pools: ReadonlyMap<string, Pick<HostGateParts, 'places' | 'terms'>> = new Map([
  ['scripts', { places: { host: 24, party: 24, all: 64 }, terms: halfOfMany }],
]);

type Request = Pick<Exchange, 'method' | 'headers' | 'body' | 'authorities'> &
  Pick<EgressOptions, 'allowedHosts' | 'mostMillis'> & {
    readonly share: EgressShare;
    /** A 5xx is an answer, too. */
    readonly readsFaults?: true;
  };

/** {@link Egress} by Node's own HTTP. */
export class GuardedEgress implements Egress {
  /** One for each pool. */
  private readonly gates = new Map<string, HostGate>();

  constructor(private readonly parts: GuardedEgressParts) {}

  async getJson(url: string, options: EgressOptions = {}): Promise<EgressDocument<unknown>> {
    return this.call(url, get('application/json', options), async (answer, { host }) => {
      const { body, ...caching } = await document(answer, host, isJsonType, options);
      return { body: parseJson(body, host), ...caching };
    });
  }

  async getText(
    url: string,
    mediaTypes: readonly string[],
    options: EgressOptions = {},
  ): Promise<EgressDocument<string>> {
    return this.call(url, get(mediaTypes.join(', '), options), (answer, { host }) =>
      document(answer, host, (mediaType) => mediaTypes.includes(mediaType), options),
    );
  }

  async postForm(url: string, form: URLSearchParams, options: EgressOptions = {}): Promise<EgressAnswer> {
    return this.post(url, { 'content-type': 'application/x-www-form-urlencoded' }, form.toString(), options);
  }

  async postJson(url: string, value: unknown, options: EgressOptions = {}): Promise<EgressAnswer> {
    return this.post(url, { 'content-type': 'application/json' }, JSON.stringify(value), options);
  }

  async send(url: string, order: EgressRequest, options: EgressOptions = {}): Promise<EgressResponse> {
    const { method, headers, body } = checkedRequest(order, url);
    const request = { method, headers: { ...headersOf('*/*', options), ...headers }, readsFaults: true as const };
    return this.call(url, { ...request, ...(body !== undefined && { body }), ...sharing(options) }, responseOf);
  }

  private post(
    url: string,
    type: Readonly<Record<string, string>>,
    body: string,
    options: EgressOptions,
  ): Promise<EgressAnswer> {
    const length = String(Buffer.byteLength(body));
    const headers = { ...headersOf('application/json', options), ...type, 'content-length': length };
    return this.call(url, { method: 'POST', headers, body, ...sharing(options) }, async (answer, { host }) => {
      const status = answer.statusCode ?? 0;
      if (!isJsonType(mediaTypeOf(answer))) return { status, body: undefined };
      return { status, body: parseJson(await readText(answer, host, options.mostBytes), host) };
    });
  }

  /** One call from the vetting to the last byte that is wanted. */
  private async call<T>(
    written: string,
    { share, allowedHosts, mostMillis = TOTAL_MS, readsFaults, ...request }: Request,
    read: (answer: IncomingMessage, destination: Destination) => Promise<T>,
  ): Promise<T> {
    const destination = readDestination(written, this.policyOf(allowedHosts));
    const work = async (): Promise<T> => {
      const signal = AbortSignal.timeout(Math.max(1, Math.floor(Math.min(mostMillis, TOTAL_MS))));
      try {
        const answer = await exchange(await this.vetted(destination, request, signal), signal);
        return await usable(answer, destination, { read, readsFaults });
      } catch (error) {
        throw inOurWords(error, destination.host, signal);
      }
    };
    return this.gateOf(share).run(destination.url.host, work, share.party);
  }

  private policyOf(allowedHosts: readonly string[] | undefined): EgressPolicy {
    return allowedHosts === undefined ? this.parts.policy : { evaluation: false, allowedHosts, onlyListed: true };
  }

  private gateOf({ pool }: EgressShare): HostGate {
    const parts = { now: () => performance.now(), onOpened: this.onOpened, ...pools.get(pool) };
    const gate = this.gates.get(pool) ?? new HostGate(parts);
    this.gates.set(pool, gate);
    return gate;
  }

  private readonly onOpened = (host: string, cause: unknown): void => {
    this.parts.log.warn(`${host} is left alone for a while, it keeps failing: ${String(cause)}`);
  };

  private async vetted(
    { url, host, accepts, isListed }: Destination,
    request: Pick<Request, 'method' | 'headers' | 'body' | 'authorities'>,
    signal: AbortSignal,
  ): Promise<Exchange> {
    const { names } = this.parts;
    const authorities = request.authorities ?? this.parts.authorities;
    const looked = resolveHost(host, accepts, isListed ? names.operatingSystem : names.internet);
    const addresses = await Promise.race([looked, aborted(signal)]);
    return { ...request, url, addresses, ...(authorities !== undefined && { authorities }) };
  }
}

/** Whatever was not read is not waited for: the connection ends with the call. */
async function usable<T>(
  answer: IncomingMessage,
  destination: Destination,
  {
    read,
    readsFaults,
  }: { read: (answer: IncomingMessage, destination: Destination) => Promise<T>; readsFaults?: true | undefined },
): Promise<T> {
  try {
    const status = answer.statusCode ?? 0;
    if (status >= 300 && status < 400) throw new EgressError('redirected', destination.host);
    if (status < 500 || readsFaults === true) return await read(answer, destination);
    throw new EgressError('server-error', destination.host, { detail: String(status) });
  } finally {
    answer.destroy();
  }
}

async function responseOf(answer: IncomingMessage, { host }: Destination): Promise<EgressResponse> {
  const headers = Object.entries(answer.headers).map(([name, value = '']) => [name, [value].flat().join(', ')]);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    text: await readText(answer, host),
  };
}

async function document(
  answer: IncomingMessage,
  host: string,
  isWanted: MediaTypeTest,
  { mostBytes }: EgressOptions,
): Promise<EgressDocument<string>> {
  if (answer.statusCode !== 200) throw new EgressError('status', host, { detail: String(answer.statusCode) });
  const type = mediaTypeOf(answer);
  if (!isWanted(type)) throw new EgressError('unusable-body', host, { detail: `content type ${type.slice(0, 100)}` });
  const { age = '', 'cache-control': cacheControl, date = '' } = answer.headers;
  return {
    body: await readText(answer, host, mostBytes),
    cacheControl,
    age: /^\d{1,10}$/.test(age) ? Number(age) : 0,
    ...(!Number.isNaN(Date.parse(date)) && { date: new Date(date) }),
  };
}

function get(accept: string, options: EgressOptions): Request {
  return { method: 'GET', headers: headersOf(accept, options), ...sharing(options) };
}

function sharing({ share = NO_SHARE, authorities, allowedHosts, mostMillis }: EgressOptions) {
  return {
    share,
    ...(authorities !== undefined && { authorities }),
    ...(allowedHosts !== undefined && { allowedHosts }),
    ...(mostMillis !== undefined && { mostMillis }),
  };
}

function headersOf(accept: string, { authorization }: EgressOptions): Record<string, string> {
  return {
    accept,
    'accept-encoding': 'identity',
    'user-agent': 'Gatehouse',
    ...(authorization !== undefined && { authorization }),
  };
}

function inOurWords(error: unknown, host: string, signal: AbortSignal): EgressError {
  if (error instanceof EgressError) return error;
  return new EgressError(signal.aborted ? 'timeout' : 'unreachable', host, { cause: error });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}
