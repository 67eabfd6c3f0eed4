import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { attachInstance } from '#outbound-smart/http/requests/current-instance.decorator';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { Drain } from './drain.js';
import { PortRefusedError } from './port-refused.js';
import { pathAndQuery, routerOf, type Router } from './request-routing.js';

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

/** The open listeners of the SMART outbound modules. */
export interface Listeners {
  /** Stops accepting, lets requests under way finish, cuts what is left after `graceMilliseconds` (F-30). */
  close(graceMilliseconds: number): Promise<void>;
  /** Bound ports by configured port; differ only for port 0. */
  readonly ports: ReadonlyMap<number, number>;
}

/**
 * Opens one HTTP listener for each configured port. A request belongs to the instance whose context path it came in by
 * (architecture section 2); all of them end in the one Nest application.
 */
export async function openListeners(
  app: NestFastifyApplication,
  instances: readonly OutboundSmartInstance[],
): Promise<Listeners> {
  const byPort = Map.groupBy(instances, (instance) => instance.options.listener.port);
  const drain = new Drain();
  const servers = await Promise.all([...byPort].map(([port, group]) => listen(app, port, group, drain)));
  return {
    ports: new Map(servers.map(({ port, server }) => [port, (server.address() as AddressInfo).port])),
    close: async (graceMilliseconds) => {
      drain.begin();
      await Promise.all(servers.map(({ server }) => closeServer(server, graceMilliseconds)));
    },
  };
}

async function listen(
  app: NestFastifyApplication,
  port: number,
  group: readonly OutboundSmartInstance[],
  drain: Drain,
) {
  const fastify = app.getHttpAdapter().getInstance();
  const router = routerOf(group);
  const server = createServer(LIMITS, (request, response) => {
    drain.follow(response);
    dispatch(request, response, router, (req, res) => {
      fastify.routing(req, res);
    });
  });
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = MAX_CONNECTIONS;
  const host = group[0]?.options.listener.bindAddress ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new PortRefusedError(port, 'module.<id>.config.port', cause));
    });
    server.listen(port, host, resolve);
  });
  return { port, server };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function dispatch(request: IncomingMessage, response: ServerResponse, router: Router, next: Handler): void {
  const original = pathAndQuery(request.url ?? '/');
  const { instance, url } = router(original);
  Object.assign(request, { originalUrl: original });
  attachInstance(request, instance);
  request.url = url;
  next(request, response);
}

async function closeServer(server: Server, graceMilliseconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, graceMilliseconds);
  await closed;
  clearTimeout(cut);
}
