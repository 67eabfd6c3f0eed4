import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
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
  readonly remoteAddress: string;
}

/** Reads a request that came in by the listener of an ADMIN_JSON module; undefined for any other. */
export function readAdminRequest(request: unknown): AdminRequest | undefined {
  const { raw, body, ip, originalUrl } = request as FastifyRequest;
  const instance = adminJsonOf(raw);
  if (instance === undefined) return undefined;
  const { rawHeaders, headers, method = '' } = raw;
  return {
    ...{ key: raw, instance, method, headers, remoteAddress: ip },
    headerValues: (name) =>
      rawHeaders.filter((_value, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name),
    query: readQuery(originalUrl),
    hasBody: typeof body === 'string' && body !== '',
  };
}

/** Whether a method may change something. */
export function isStateChanging(method: string): boolean {
  return method !== 'GET';
}
