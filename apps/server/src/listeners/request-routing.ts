import type { Serving } from './serving.js';

/** Where a request goes. */
export interface Routing {
  readonly serving: Serving;
  /** The address inside the application, with the query of the original. */
  readonly url: string;
}

/** Finds the module of a request, and the route inside the application, by path and query. */
export type Router = (originalUrl: string) => Routing;

/**
 * The router of a listener: by context path, longest first. An address below no context path goes nowhere, with the error page
 * of the listener's first module.
 * @throws TypeError when the listener has no module
 */
export function routerOf(group: readonly Serving[]): Router {
  const [first] = group;
  if (first === undefined) throw new TypeError('A listener was opened without a module.');
  const longestFirst = group.toSorted((a, b) => b.contextPath.length - a.contextPath.length);
  return (originalUrl) =>
    route(longestFirst, originalUrl) ?? { serving: first, url: first.nowhere + queryOf(originalUrl) };
}

function route(longestFirst: readonly Serving[], originalUrl: string): Routing | undefined {
  const query = queryOf(originalUrl);
  const path = originalUrl.slice(0, originalUrl.length - query.length);
  for (const serving of longestFirst) {
    const inner = serving.inside(path);
    if (inner !== undefined) return { serving, url: (isDecodable(inner) ? inner : serving.nowhere) + query };
  }
  return undefined;
}

/** The framework refuses other paths before any filter, in words of its own and with the address inside the application. */
function isDecodable(path: string): boolean {
  try {
    return decodeURI(path) !== '';
  } catch {
    return false;
  }
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
