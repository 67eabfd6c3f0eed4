import { connect, type Socket } from 'node:net';
import { readAnswer, type HttpAnswer } from './http-answer.js';

/** Both servers close a connection after 5 s without a request; one that idled for this long may just be being closed. In milliseconds. */
const TRUSTED_IDLE = 2_000;

/** Headers by name. */
export type RequestHeaders = Readonly<Record<string, string>>;

interface Waiting {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * One kept-alive connection with one request at a time; opened again when the server closed it for being idle. Written for this
 * benchmark because the load process shares the machine's cores with what it measures: a general HTTP client costs several times as
 * much for each request.
 */
export class HttpConnection {
  readonly #address: { readonly host: string; readonly port: number; readonly localAddress: string };
  readonly #host: string;
  #socket: Socket | undefined;
  #lastAnswer = 0;
  #received = '';
  #waiting: Waiting | undefined;

  /** @param localAddress where the connection comes from, an address of this machine */
  constructor(origin: string, localAddress: string) {
    const { hostname, port, host } = new URL(origin);
    this.#address = { host: hostname, port: Number(port), localAddress };
    this.#host = host;
  }

  get(target: string, headers: RequestHeaders = {}): Promise<HttpAnswer> {
    return this.send(this.#text('GET', target, headers));
  }

  postForm(target: string, form: string, headers: RequestHeaders = {}): Promise<HttpAnswer> {
    return this.send(this.formText(target, form, headers));
  }

  /** A whole POST of a form, for sending it many times with {@link send}. The form must be ASCII. */
  formText(target: string, form: string, headers: RequestHeaders = {}): string {
    const more = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) };
    return this.#text('POST', target, { ...headers, ...more }) + form;
  }

  /** @throws Error the connection broke */
  send(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      if (performance.now() - this.#lastAnswer > TRUSTED_IDLE) this.close();
      this.#waiting = { resolve, reject };
      this.#socket ??= this.#connect();
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connect(): Socket {
    this.#received = '';
    const socket = connect(this.#address).setNoDelay(true).setEncoding('latin1');
    const fail = (error: Error): void => {
      if (socket === this.#socket) this.#fail(error);
    };
    return socket
      .on('data', (text: string) => this.#receive(text))
      .on('error', fail)
      .on('close', () => fail(new Error('The server closed the connection')));
  }

  #text(method: string, target: string, headers: RequestHeaders): string {
    const lines = Object.entries({ host: this.#host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
  }

  #receive(text: string): void {
    this.#received += text;
    const read = readAnswer(this.#received);
    if (read === undefined) return;
    this.#received = this.#received.slice(read.length);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#lastAnswer = performance.now();
    waiting?.resolve(read.answer);
  }

  #fail(error: Error): void {
    this.#socket = undefined;
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
