import type { StaticResource } from './static-resources.js';

/** The answer to a request for a static file; without a body it is 304. */
export interface StaticResponse {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** What of the request matters. */
export interface StaticRequest {
  /** The `v` of the link, if it had one. */
  readonly version?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/**
 * Answers with a fixed type that no browser second-guesses. A link with the current version never changes: kept a year; any other is
 * asked for again each time, so that an old page never pins a new file (RFC 9110 §13.1.2, RFC 8246).
 */
export function staticResponse(resource: StaticResource, request: StaticRequest): StaticResponse {
  const headers = {
    etag: `"${resource.version}"`,
    'cache-control': request.version === resource.version ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-type': resource.mediaType,
    'x-content-type-options': 'nosniff',
    // An image opened by itself is a document, too: nothing in it may run.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  };
  if (matches(request.ifNoneMatch, headers.etag)) return { status: 304, headers };
  return { status: 200, headers, body: resource.body };
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const candidates = (ifNoneMatch ?? '').split(',').map((candidate) => candidate.trim().replace(/^W\//, ''));
  return candidates.includes(etag) || candidates.includes('*');
}
