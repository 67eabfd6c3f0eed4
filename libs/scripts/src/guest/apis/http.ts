import { bindMethods } from '../bindings/bound-methods.js';
import type { Host } from '../host.js';
import { HttpRequest } from './http-request.js';

/**
 * `Http`: calls other servers over HTTP. Which hosts may be called is said by the property `script.http.allowed_hosts` of the module; it is empty
 * at first, and then nothing is called. Redirects are not followed, and an answer may have 1 MiB.
 */
export class HttpApi {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** A GET request for the address; nothing is sent before `execute()`. */
  get(url: string): HttpRequest {
    return new HttpRequest(this.#host, 'GET', url);
  }

  /** A POST request. */
  post(url: string): HttpRequest {
    return new HttpRequest(this.#host, 'POST', url);
  }

  /** A PUT request. */
  put(url: string): HttpRequest {
    return new HttpRequest(this.#host, 'PUT', url);
  }

  /** A PATCH request. */
  patch(url: string): HttpRequest {
    return new HttpRequest(this.#host, 'PATCH', url);
  }

  /** A HEAD request. */
  head(url: string): HttpRequest {
    return new HttpRequest(this.#host, 'HEAD', url);
  }

  /** A DELETE request. */
  delete(url: string): HttpRequest {
    return new HttpRequest(this.#host, 'DELETE', url);
  }
}

bindMethods(HttpApi);
