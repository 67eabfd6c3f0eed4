import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { callerAddress } from '#route-access/caller-address.port';
import type { AdminWebInstance } from '../instances/admin-web-instance.js';
import { adminWebOf } from '../instances/current-admin-web.js';
import { ConsoleError } from './console-error.js';
import { CONSOLE_PREFIX } from './console-prefix.js';

/** What the console reads of a request. */
export interface ConsoleRequest {
  /** What the request is remembered by. */
  readonly key: IncomingMessage;
  readonly instance: AdminWebInstance;
  readonly method: string;
  /** Below the console, with a slash in front; '/' is the home page. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** A form with a file, unread until it is known who sends it. */
  readonly upload?: Readable;
  /** Of who called: the peer, or whom trusted proxies name where the module respects their header. */
  readonly remoteAddress: string;
}

/** Most parameters of an address, and of characters in all of them. */
const MOST_PARAMETERS = 100;
const LONGEST_QUERY = 8_000;

/**
 * Reads a request that came in by the listener of an ADMIN_WEB module; undefined for any other.
 * @throws ConsoleError 400 — an address with too much in it
 */
export function readConsoleRequest(request: unknown): ConsoleRequest | undefined {
  const { raw, body, ip } = request as FastifyRequest;
  const instance = adminWebOf(raw);
  if (instance === undefined) return undefined;
  const { headers, method = '', url = '' } = raw;
  // No database takes one, and nothing is called so.
  if (/%00/.test(url)) throw new ConsoleError(404, 'There is nothing at this address.');
  const [path, search] = split(url);
  const inner = path.slice(CONSOLE_PREFIX.length + 1);
  return {
    ...{ key: raw, instance, method, headers, path: inner === '' ? '/' : inner, query: readQuery(search) },
    body: typeof body === 'string' ? body : '',
    ...(body instanceof Readable && { upload: body }),
    remoteAddress: remoteAddressOf(raw, ip, instance),
  };
}

function remoteAddressOf(raw: IncomingMessage, ip: string, { isTrustedProxy }: AdminWebInstance): string {
  if (isTrustedProxy === undefined) return ip;
  const { rawHeaders } = raw;
  const forwarded = rawHeaders.filter(
    (_value, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === 'x-forwarded-for',
  );
  return callerAddress(ip, forwarded, isTrustedProxy);
}

function split(url: string): readonly [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function readQuery(search: string): URLSearchParams {
  if (search.length > LONGEST_QUERY) throw new ConsoleError(400, 'The address is too long. Start again from the page.');
  const query = new URLSearchParams(search);
  if (query.size > MOST_PARAMETERS) throw new ConsoleError(400, 'The address has too many parameters.');
  for (const name of query.keys())
    if (query.getAll(name).length > 1)
      throw new ConsoleError(400, `The address has the parameter ${name.slice(0, 100)} more than once.`);
  return query;
}
