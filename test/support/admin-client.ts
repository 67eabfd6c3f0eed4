import { describedFault } from './described-answers.js';

/** How a caller of the admin API shows who it is. */
export type Credentials =
  { readonly username: string; readonly password: string } | { readonly token: string } | 'nobody';

/** An answer of the admin API. */
export interface AdminAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** What a call sends beside method and path. */
export interface AdminRequestOptions {
  /** Sent as JSON; a text, or bytes, as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the admin API as somebody, and holds every answer against the OpenAPI description. */
export class AdminClient {
  constructor(
    private readonly baseUrl: string,
    private readonly who: Credentials,
  ) {}

  get<Body = Record<string, unknown>>(path: string, headers: Readonly<Record<string, string>> = {}) {
    return this.call<Body>('GET', path, { headers });
  }

  post<Body = Record<string, unknown>>(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    return this.call<Body>('POST', path, { body, headers });
  }

  put<Body = Record<string, unknown>>(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    return this.call<Body>('PUT', path, { body, headers });
  }

  delete<Body = Record<string, unknown>>(path: string, headers: Readonly<Record<string, string>> = {}) {
    return this.call<Body>('DELETE', path, { headers });
  }

  /** @throws Error — the answer is not as described */
  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { body, headers = {} }: AdminRequestOptions = {},
  ): Promise<AdminAnswer<Body>> {
    const response = await fetch(this.baseUrl + path, {
      method,
      redirect: 'manual',
      headers: {
        ...authorization(this.who),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: bytesOf(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Body,
    };
    const fault = await describedFault(this.baseUrl, { method, path, ...answer });
    if (fault !== undefined) throw new Error(`${method} ${path} → ${String(answer.status)}: ${fault}\n${text}`);
    return answer;
  }
}

function bytesOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (Buffer.isBuffer(body)) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function authorization(who: Credentials): Record<string, string> {
  if (who === 'nobody') return {};
  if ('token' in who) return { authorization: `Bearer ${who.token}` };
  return { authorization: `Basic ${Buffer.from(`${who.username}:${who.password}`).toString('base64')}` };
}
