import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortRefusedError } from './port-refused.js';

/** What readiness depends on. */
export interface HealthChecks {
  /** False while the server starts or drains. */
  isServing(): boolean;
  /** Whether the database answers; at most 500 ms. */
  databaseAnswers(): Promise<boolean>;
  /** False while no thread can start that scripts could run in. */
  scriptsRun(): boolean;
  /** False while a module wears another skin than it should. */
  skinsAreWorn(): boolean;
}

/** The open health listener. */
export interface HealthListener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * `/health/live` and `/health/ready` on a listener of their own. Liveness never touches the database; readiness is
 * 503 before the start is complete, while draining, and while the database does not answer (F-13). Where scripts cannot run, or a skin cannot
 * be worn, it says so and stays ready: what needs none works.
 */
export async function openHealthListener(port: number, checks: HealthChecks): Promise<HealthListener> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    void answer(request.url ?? '/', checks).then(({ status, body }) => {
      response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(body));
    });
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  url: string,
  checks: HealthChecks,
): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> {
  const [path] = url.split('?');
  if (path === '/health/live') return { status: 200, body: { status: 'up' } };
  if (path !== '/health/ready')
    return { status: 404, body: { status: 'unknown address; try /health/live or /health/ready' } };
  if (!checks.isServing()) return { status: 503, body: { status: 'starting or stopping' } };
  const database = await checks.databaseAnswers();
  return {
    status: database ? 200 : 503,
    body: {
      ...{ status: database ? 'ready' : 'down', database: upOrDown(database), scripts: upOrDown(checks.scriptsRun()) },
      skin: checks.skinsAreWorn() ? 'up' : 'warning',
    },
  };
}

function upOrDown(is: boolean): string {
  return is ? 'up' : 'down';
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new PortRefusedError(port, 'GATEHOUSE_HEALTH_PORT', cause));
    });
    server.listen(port, resolve);
  });
}
