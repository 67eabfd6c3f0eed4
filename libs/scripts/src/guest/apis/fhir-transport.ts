import type { Host } from '../host.js';
import type { HttpResult } from './http-request.js';

/** A request to a FHIR server. `address` is below its base: `Patient/1`, `Patient?name=x`; or the full address of a next page. */
export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly address: string;
  /** Type of resource that it is about. */
  readonly type: string;
  /** JSON. */
  readonly body?: string;
}

/** The way to one FHIR server. */
export type FhirTransport = (request: FhirRequest) => HttpResult;

/** To the server of the module: the host knows where it is, and what it is asked with. */
export function ownServer(host: Host): FhirTransport {
  return (request) => host('fhir', request) as HttpResult;
}

/** To another server, with the headers that are there at the moment of the request. */
export function otherServer(host: Host, base: string, headers: Readonly<Record<string, string>>): FhirTransport {
  const start = `${base.replace(/\/+$/, '')}/`;
  return ({ method, address, body }) => {
    const isFull = /^[a-z]+:/i.test(address);
    // Credentials go to no other server than the one they were given for (V-77).
    if (isFull && !address.startsWith(start)) return { failure: `The next page does not lie below ${start}.` };
    const type = body === undefined ? {} : { 'content-type': 'application/fhir+json' };
    const all = { accept: 'application/fhir+json', ...type, ...headers };
    return host('http', { method, url: isFull ? address : start + address, headers: all, body }) as HttpResult;
  };
}
