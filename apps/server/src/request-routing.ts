import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** Internal prefix of the SMART endpoints, so that no other listener's routes can be reached from here. */
const PREFIX = '/smart';
/** RFC 8414 §3.1: this suffix goes between host and path of the issuer. */
const METADATA = '/.well-known/oauth-authorization-server';
/** Internal address where nothing is: the instance's own error page answers. */
const NOWHERE = '/nowhere';

/** Where a request goes. */
export interface Routing {
  readonly instance: OutboundSmartInstance;
  /** The address inside the application, with the query of the original. */
  readonly url: string;
}

/**
 * Finds the instance of a request by its context path, longest first, and the route inside the application. An address below
 * no context path goes nowhere, with the error page of the listener's first instance.
 * @throws TypeError when the listener has no instance
 */
export function routeTo(instances: readonly OutboundSmartInstance[], originalUrl: string): Routing {
  const [first] = instances;
  if (first === undefined) throw new TypeError('A listener was opened without an instance.');
  const mark = originalUrl.indexOf('?');
  const path = mark < 0 ? originalUrl : originalUrl.slice(0, mark);
  const query = mark < 0 ? '' : originalUrl.slice(mark);
  const candidates = [...instances].sort((a, b) => b.contextPath.length - a.contextPath.length);
  for (const instance of candidates) {
    const inner = innerPath(instance.contextPath, path);
    if (inner !== undefined) return { instance, url: PREFIX + inner + query };
  }
  return { instance: first, url: NOWHERE + query };
}

/**
 * The target of a request line as path and query. A client that takes us for a proxy writes a whole address (RFC 9112 §3.2.2); which host it
 * names makes no difference, because nothing here depends on that (R-08, V-63).
 */
export function pathAndQuery(target: string): string {
  const rest = target.replace(/^https?:\/\/[^/?]*/i, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function innerPath(contextPath: string, path: string): string | undefined {
  if (contextPath !== '' && path === METADATA + contextPath) return METADATA;
  if (contextPath === '') return path;
  return path.startsWith(`${contextPath}/`) ? path.slice(contextPath.length) : undefined;
}
