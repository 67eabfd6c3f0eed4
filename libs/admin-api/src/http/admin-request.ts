import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { callerAddress } from '#route-access/caller-address.port';
import type { AdminJsonInstance } from '../instances/admin-json-instance.js';
import { adminJsonOf } from '../instances/current-admin-json.js';
import { readQuery } from './query-text.js';

/** What the admin API reads of a request besides its body and the parameters of its path. */
export interface AdminRequest {
  /** What the request is remembered by. */
  readonly key: IncomingMessage;
  readonly instance: AdminJsonInstance;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** All headers of one name as they came; Node keeps the first of several without a word. */
  readonly headerValues: (name: string) => readonly string[];
  /** @throws ApiError 400 — see {@link readQuery} */
  readonly query: ReadonlyMap<string, string>;
  readonly hasBody: boolean;
  /** Of who called: the peer, or whom trusted proxies name where the module respects their header. */
  readonly remoteAddress: string;
}

/** Reads a request that came in by the listener of an ADMIN_JSON module; undefined for any other. */
export function readAdminRequest(request: unknown): AdminRequest | undefined {
  const { raw, body, originalUrl } = request as FastifyRequest;
  const instance = adminJsonOf(raw);
  if (instance === undefined) return undefined;
  const { headers, method = '' } = raw;
  return {
    ...{ key: raw, instance, method, headers, remoteAddress: callerOfRequest(request as FastifyRequest) },
    headerValues: (name) => headerValues(raw, name),
    query: readQuery(originalUrl),
    hasBody: body !== undefined && body !== null && body !== '',
  };
}

/** Address of who called, also where the request is for no module. */
export function callerOfRequest({ raw, ip }: FastifyRequest): string {
  const isTrustedProxy = adminJsonOf(raw)?.isTrustedProxy;
  return isTrustedProxy ? callerAddress(ip, headerValues(raw, 'x-forwarded-for'), isTrustedProxy) : ip;
}

function headerValues({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_value, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name);
}

/** Whether a method may change something. */
export function isStateChanging(method: string): boolean {
  return method !== 'GET';
}
