import { bindMethods } from '../bindings/bound-methods.js';
import type { Host } from '../host.js';
import { textOf, textOrNull } from './text-of.js';

/** What comes back for a request: an answer, or in one sentence why there is none. */
export type HttpResult =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }
  | { readonly failure: string };

const { stringify, parse } = JSON;

/** A request, and after `execute()` its answer as well. What sets something gives the request back, so that calls can be chained. */
export class HttpRequest {
  readonly #host: Host;
  readonly #method: string;
  readonly #url: string;
  readonly #headers: Record<string, string> = Object.create(null) as Record<string, string>;
  #body: string | undefined;
  #result: HttpResult | undefined;

  constructor(host: Host, method: string, url: string) {
    this.#host = host;
    this.#method = method;
    this.#url = textOf(url);
  }

  /** Adds a header; a second value of the same name is put behind the first, after a comma. */
  addRequestHeader(name: string, value: unknown): this {
    const key = textOf(name).toLowerCase();
    const before = this.#headers[key];
    return this.setHeader(key, before === undefined ? value : `${before}, ${textOf(value)}`);
  }

  /** The same as `addRequestHeader`. */
  addHeader(name: string, value: unknown): this {
    return this.addRequestHeader(name, value);
  }

  /** Sets a header, in place of what it was. */
  setHeader(name: string, value: unknown): this {
    this.#headers[textOf(name).toLowerCase()] = textOf(value);
    return this;
  }

  /** The same as `setHeader`. */
  setRequestHeader(name: string, value: unknown): this {
    return this.setHeader(name, value);
  }

  /** Sets the header `Content-Type`. */
  setContentType(type: string): this {
    return this.setHeader('content-type', type);
  }

  /** Sets the header `Accept`. */
  setAccept(type: string): this {
    return this.setHeader('accept', type);
  }

  /** Sets the header `User-Agent`. */
  setUserAgent(name: string): this {
    return this.setHeader('user-agent', name);
  }

  /** Sets the body. Its type is said with `setContentType`. */
  setContentString(text: unknown): this {
    this.#body = textOrNull(text) ?? undefined;
    return this;
  }

  /** Sets the body to the JSON of a value, and the type to `application/json`. */
  setContentJson(value: unknown): this {
    this.#body = stringify(value);
    return this.setContentType('application/json');
  }

  /** The same as `setContentString`. */
  setRequestBody(text: unknown): this {
    return this.setContentString(text);
  }

  /** Taken for the sake of older scripts; how long a call may take is the server's to say (5 seconds at most). */
  setConnectTimeout(_milliseconds?: number): this {
    return this;
  }

  /** As `setConnectTimeout`. */
  setConnectTimeoutMillis(_milliseconds?: number): this {
    return this;
  }

  /** As `setConnectTimeout`. */
  setSocketTimeout(_milliseconds?: number): this {
    return this;
  }

  /** As `setConnectTimeout`. */
  setSocketTimeoutMillis(_milliseconds?: number): this {
    return this;
  }

  /** As `setConnectTimeout`. */
  setReadTimeout(_milliseconds?: number): this {
    return this;
  }

  /** As `setConnectTimeout`. */
  setTimeout(_milliseconds?: number): this {
    return this;
  }

  /** As `setConnectTimeout`. */
  setTimeoutMillis(_milliseconds?: number): this {
    return this;
  }

  /** Sends the request and waits for the answer. Does not throw when there is none: ask `isSuccess()`. */
  execute(): this {
    const request = { method: this.#method, url: this.#url, headers: { ...this.#headers }, body: this.#body };
    this.#result = this.#host('http', request) as HttpResult;
    return this;
  }

  /** Whether an answer came and its status is one of success, 200 to 299. */
  isSuccess(): boolean {
    const { status } = this;
    return status !== null && status >= 200 && status < 300;
  }

  /** What `isSuccess()` tells. */
  get success(): boolean {
    return this.isSuccess();
  }

  /** In one sentence what went wrong and what to do about it; null where nothing did. */
  getFailureMessage(): string | null {
    const result = this.#result;
    if (result === undefined) return 'The request was not sent: call execute() first.';
    if ('failure' in result) return result.failure;
    return this.isSuccess() ? null : `${hostIn(this.#url)} answered ${this.#method} with status ${result.status}.`;
  }

  /** What `getFailureMessage()` gives. */
  get failureMessage(): string | null {
    return this.getFailureMessage();
  }

  /** Status of the answer, such as 200; null where none came. */
  getResponseStatus(): number | null {
    const result = this.#result;
    return result === undefined || 'failure' in result ? null : result.status;
  }

  /** What `getResponseStatus()` gives. */
  get status(): number | null {
    return this.getResponseStatus();
  }

  /** What `getResponseStatus()` gives. */
  get responseStatus(): number | null {
    return this.getResponseStatus();
  }

  /** What `getResponseStatus()` gives. */
  get statusCode(): number | null {
    return this.getResponseStatus();
  }

  /** The same as `getResponseStatus`. */
  getStatus(): number | null {
    return this.getResponseStatus();
  }

  /** The same as `getResponseStatus`. */
  getStatusCode(): number | null {
    return this.getResponseStatus();
  }

  /** The same as `getResponseStatus`. */
  getResponseStatusCode(): number | null {
    return this.getResponseStatus();
  }

  /** The same as `getResponseStatus`. */
  getResponseCode(): number | null {
    return this.getResponseStatus();
  }

  /** Value of a header of the answer, whatever the case of its name; null where there is none. */
  getResponseHeader(name: string): string | null {
    return this.responseHeaders[textOf(name).toLowerCase()] ?? null;
  }

  /** All headers of the answer, by lower-case name. */
  getResponseHeaders(): Readonly<Record<string, string>> {
    return this.responseHeaders;
  }

  /** What `getResponseHeaders()` gives. */
  get responseHeaders(): Readonly<Record<string, string>> {
    const result = this.#result;
    return result === undefined || 'failure' in result ? {} : result.headers;
  }

  /** Body of the answer, that of a failing status too; null where none came. */
  getResponseString(): string | null {
    const result = this.#result;
    return result === undefined || 'failure' in result ? null : result.text;
  }

  /** The same as `getResponseString`. */
  getResponseAsString(): string | null {
    return this.getResponseString();
  }

  /** The same as `getResponseString`. */
  getResponseBody(): string | null {
    return this.getResponseString();
  }

  /** The same as `getResponseString`. */
  getResponseContent(): string | null {
    return this.getResponseString();
  }

  /** The same as `getResponseString`. */
  asString(): string | null {
    return this.getResponseString();
  }

  /** What `getResponseString()` gives. */
  get responseString(): string | null {
    return this.getResponseString();
  }

  /** Body of the answer read as JSON. Throws where there is no answer, or it is not JSON. */
  parseResponseAsJson(): unknown {
    const text = this.getResponseString();
    if (text === null) throw new Error(this.getFailureMessage() ?? 'There is no answer.');
    try {
      return parse(text) as unknown;
    } catch {
      throw new Error(`The answer of ${hostIn(this.#url)} is not JSON.`);
    }
  }

  /** The same as `parseResponseAsJson`. */
  getResponseAsJson(): unknown {
    return this.parseResponseAsJson();
  }

  /** The same as `parseResponseAsJson`. */
  asJson(): unknown {
    return this.parseResponseAsJson();
  }

  /** Method and host, for a log: not what else the address holds. */
  toString(): string {
    return `${this.#method} ${hostIn(this.#url)}`;
  }
}

bindMethods(HttpRequest);

/** Host and port of an address, without what may be a secret in it. */
function hostIn(url: string): string {
  return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? 'the address';
}
