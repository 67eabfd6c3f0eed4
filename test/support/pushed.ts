import { authorizeUrl, postForm } from './app.js';
import { CHALLENGE, type RequestParameters } from './authorization.js';
import { answered, type Answer } from './endpoint-calls.js';

/** Fields of a request to be pushed: those of a usual authorization request, of `public-app` unless they name another client. */
export function pushFields(issuer: string, parameters: RequestParameters = {}): URLSearchParams {
  return new URL(authorizeUrl(issuer, { code_challenge: CHALLENGE, ...parameters })).searchParams;
}

/** Pushes a request (RFC 9126 §2.1). */
export async function push(
  issuer: string,
  parameters: RequestParameters = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const fields = Object.fromEntries(pushFields(issuer, parameters));
  return answered(postForm(`${issuer}/oauth/par`, fields, headers));
}

/** The `request_uri` of a request that is pushed and accepted. */
export async function pushed(
  issuer: string,
  parameters: RequestParameters = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, body, text } = await push(issuer, parameters, headers);
  if (status !== 201) throw new Error(`Not pushed, but ${String(status)}: ${text}`);
  return body.request_uri as string;
}

/** Where the browser is sent with it: `client_id` and `request_uri` alone, unless there is more. */
export function pushedUrl(issuer: string, request_uri: string, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ client_id: 'public-app', request_uri, ...more });
  return `${issuer}/oauth/authorize?${query.toString()}`;
}
