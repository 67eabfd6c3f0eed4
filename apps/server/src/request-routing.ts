import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** Internal prefix of the SMART endpoints, so that no other listener's routes can be reached from here. */
const PREFIX = '/smart';
/** What goes between host and path of the issuer (RFC 8414 §3.1, RFC 9728 §3.1). */
const BEFORE_THE_PATH = ['/.well-known/oauth-authorization-server', '/.well-known/oauth-protected-resource'];
/** What belongs to the host as a whole (RFC 9116 §3). */
const SECURITY_TXT = '/.well-known/security.txt';
/** Internal address where nothing is: the instance's own error page answers. */
const NOWHERE = '/nowhere';

/** Where a request goes. */
export interface Routing {
  readonly instance: OutboundSmartInstance;
  /** The address inside the application, with the query of the original. */
  readonly url: string;
}

/** Finds the instance of a request, and the route inside the application, by path and query. */
export type Router = (originalUrl: string) => Routing;

/**
 * The router of a listener: by context path, longest first. An address below no context path goes nowhere, with the error page
 * of the listener's first instance.
 * @throws TypeError when the listener has no instance
 */
export function routerOf(instances: readonly OutboundSmartInstance[]): Router {
  const [first] = instances;
  if (first === undefined) throw new TypeError('A listener was opened without an instance.');
  const longestFirst = instances.toSorted((a, b) => b.contextPath.length - a.contextPath.length);
  return (originalUrl) => route(longestFirst, originalUrl) ?? { instance: first, url: NOWHERE + queryOf(originalUrl) };
}

function route(longestFirst: readonly OutboundSmartInstance[], originalUrl: string): Routing | undefined {
  const query = queryOf(originalUrl);
  const path = originalUrl.slice(0, originalUrl.length - query.length);
  for (const instance of longestFirst) {
    const inner = innerPath(instance, path);
    if (inner !== undefined) return { instance, url: PREFIX + inner + query };
  }
  return undefined;
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark);
}

/**
 * The target of a request line as path and query. A client that takes us for a proxy writes a whole address (RFC 9112 §3.2.2); which host it
 * names makes no difference, because nothing here depends on that (R-08, V-63).
 */
export function pathAndQuery(target: string): string {
  const rest = target.replace(/^https?:\/\/[^/?]*/i, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function innerPath({ contextPath, options }: OutboundSmartInstance, path: string): string | undefined {
  if (contextPath === '') return path;
  if (path.startsWith(`${contextPath}/`)) return path.slice(contextPath.length);
  if (path === SECURITY_TXT && options.securityTxt.contacts.length > 0) return path;
  return BEFORE_THE_PATH.find((part) => path === part + contextPath);
}
