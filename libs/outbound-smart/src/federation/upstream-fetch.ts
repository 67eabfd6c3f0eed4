import type { CustomFetch } from 'openid-client';
import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { ServerCalls } from '#oidc-server-definition/server-calls.port';

const JSON_TYPE = { 'content-type': 'application/json' };
/** Answers that have no body, whatever comes with them (RFC 9110 §15.3.5, §15.3.6). */
const BODILESS: ReadonlySet<number> = new Set([204, 205]);

/**
 * The way out for openid-client: the guarded calls of a server, which follow no redirect and read 1 MiB at most (R-12, V-74, V-77).
 * @throws EgressError
 */
export function upstreamFetch(calls: ServerCalls, server: KnownServer): CustomFetch {
  return async (url, { method, headers, body }) => {
    const { authorization } = headers;
    const options = authorization === undefined ? {} : { authorization };
    if (method === 'GET') {
      const { body: document } = await calls.getJson(server, url, options);
      return new Response(JSON.stringify(document), { status: 200, headers: JSON_TYPE });
    }
    if (method !== 'POST' || !(body instanceof URLSearchParams)) throw new TypeError(`No such call is made: ${method}`);
    const { status, body: answer } = await calls.postForm(server, url, body, options);
    if (answer === undefined || BODILESS.has(status)) return new Response(null, { status });
    return new Response(JSON.stringify(answer), { status, headers: JSON_TYPE });
  };
}

/** Makes one call however often it is asked: a code, and what proves who we are, are sent once. */
export function once(fetch: CustomFetch): CustomFetch {
  let answer: Promise<Response> | undefined;
  return async (url, options) => {
    answer ??= fetch(url, options);
    return (await answer).clone();
  };
}
