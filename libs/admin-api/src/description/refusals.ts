import type { Operation } from './operation.js';

/** The schema of every answer that is no success. */
const ERROR = '#/components/schemas/ApiErrorDto';

const text = (description: string) => ({ description, schema: { type: 'string' } });
const retryAfter = { 'Retry-After': text('Seconds after which to try again.') };

interface Refusal {
  readonly description: string;
  readonly headers?: object;
}

/** What each status of a refusal means here. */
const refusals: Readonly<Record<string, Refusal>> = {
  400: { description: 'The address or the body cannot be taken as they are; all that is wrong is told at once.' },
  401: {
    description: 'Nobody has proved who calls.',
    headers: { 'WWW-Authenticate': text('A challenge for each way to authenticate (RFC 9110 §11.6.1).') },
  },
  403: { description: 'The caller lacks a permission, or would give away what they do not hold themselves.' },
  404: { description: 'There is no such thing, or it was archived.' },
  409: { description: 'The module cannot start, or the property file decides what modules there are.' },
  412: { description: 'Somebody else changed it meanwhile, or its state does not allow the change.' },
  413: { description: 'The body is larger than the server takes.' },
  415: { description: 'The body is no JSON in UTF-8, or no archive where one is expected.' },
  429: {
    description: 'Too many sign-ins are being checked, or too many access tokens from the network were unknown.',
    headers: retryAfter,
  },
  503: {
    description: 'The server cannot reach its database or its users, or too many scripts run.',
    headers: retryAfter,
  },
  default: { description: 'A fault of the server; `reference` finds its cause in the log.' },
};

/** How an operation is refused, by status. @param more what is particular to it */
export function refusalsOf(operation: Operation, place: { readonly method: string; readonly path: string }): object {
  const { requestBody, parameters = [], 'x-refusals': more = [] } = operation;
  const isBasedOnVersion = parameters.some(({ name }) => name === 'If-Match');
  const statuses = [
    ...['400', '401', '403', '429', '503', 'default'],
    ...(place.path.includes('{') ? ['404'] : []),
    ...(place.method === 'get' ? [] : ['415']),
    ...(requestBody === undefined ? [] : ['413']),
    ...(isBasedOnVersion ? ['412'] : []),
    ...more.map(String),
  ];
  return Object.fromEntries(statuses.map((status) => [status, { ...refusals[status], content: CONTENT }]));
}

const CONTENT = { 'application/json': { schema: { $ref: ERROR } } };
