import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Drain } from './drain.js';
import { PortRefusedError } from './port-refused.js';
import { pathAndQuery, routerOf, type Router } from './request-routing.js';
import type { Serving } from './serving.js';

/** Limits of every listener (R-18, F-38, F-40, ruling 34). Times in milliseconds, sizes in bytes. */
const LIMITS = {
  headersTimeout: 8_000,
  requestTimeout: 9_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 64 * 1024,
};
const MAX_HEADERS = 100;
const MAX_CONNECTIONS = 5_000;

/** What answers a request whose address is one inside the application. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** One open port and the modules behind it, which may change while it is open. */
export class PortListener {
  private readonly drains = new Map<string, Drain>();

  private constructor(
    private readonly server: Server,
    readonly bindAddress: string,
    private router: Router,
  ) {}

  /** Opens the port of the first of these modules, for all of them. @throws PortRefusedError */
  static async open(group: readonly [Serving, ...Serving[]], handler: Handler): Promise<PortListener> {
    const [{ port, bindAddress, moduleId }] = group;
    const server = createServer(LIMITS);
    const listener = new PortListener(server, bindAddress, routerOf(group));
    server.on('request', (request, response) => {
      listener.dispatch(request, response, handler);
    });
    server.maxHeadersCount = MAX_HEADERS;
    server.maxConnections = MAX_CONNECTIONS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        reject(new PortRefusedError(port, `module.${moduleId}.config.port`, cause));
      });
      server.listen(port, bindAddress, resolve);
    });
    return listener;
  }

  /** The bound port; differs from the configured one only for port 0. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on these modules answer here, and no others. */
  serve(group: readonly Serving[]): void {
    this.router = routerOf(group);
  }

  /** Resolves when no answer of a module is under way that came in by this port. */
  async isIdle(moduleId: string): Promise<void> {
    await this.drains.get(moduleId)?.isOver();
  }

  /** Stops accepting, lets requests under way finish, cuts what is left after `graceMilliseconds` (F-30). */
  async close(graceMilliseconds: number): Promise<void> {
    for (const drain of this.drains.values()) drain.begin();
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeIdleConnections();
    const cut = setTimeout(() => {
      this.server.closeAllConnections();
    }, graceMilliseconds);
    await closed;
    clearTimeout(cut);
  }

  private dispatch(request: IncomingMessage, response: ServerResponse, next: Handler): void {
    const original = pathAndQuery(request.url ?? '/');
    const { serving, url } = this.router(original);
    this.drainOf(serving).follow(response);
    Object.assign(request, { originalUrl: original });
    serving.attach(request);
    request.url = request.method === 'OPTIONS' && serving.blocksOptions ? serving.nowhere : url;
    // What the application says itself goes before these.
    for (const [name, value] of serving.headers) response.setHeader(name, value);
    next(request, response);
  }

  private drainOf({ moduleId }: Serving): Drain {
    const known = this.drains.get(moduleId);
    if (known !== undefined) return known;
    const drain = new Drain();
    this.drains.set(moduleId, drain);
    return drain;
  }
}
