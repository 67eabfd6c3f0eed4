import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { TEST_ENCRYPTION_KEY } from './test-encryption-key.js';
import { configurationFolder, type TestServerOptions } from './test-server.js';

/** How a server process differs from the usual one. */
export interface ServerProcessOptions extends Omit<TestServerOptions, 'clock'> {
  /** The ports, when others are to know them before the start. */
  readonly port?: number;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Seconds that a start may take on a machine that has other work; how fast it must be is what tests measure. */
const PATIENCE = 60;

/** Processes alive, so that none outlives a Jest that is stopped in the middle. */
const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/**
 * The built server as a process of its own: `dist/` is what `npm test` builds before the tests. It has its own property file,
 * ports and data folder, which stay the same over any number of starts.
 */
export class ServerProcess {
  readonly origin: string;
  readonly healthUrl: string;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #ended: Promise<Ending> = Promise.resolve({ code: null, signal: null });
  #output = '';

  private constructor(
    readonly folder: string,
    readonly port: number,
    healthPort: number,
    environment: NodeJS.ProcessEnv,
  ) {
    this.origin = `http://127.0.0.1:${port}`;
    this.healthUrl = `http://127.0.0.1:${healthPort}`;
    this.#environment = {
      PATH: process.env.PATH,
      GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
      GATEHOUSE_DATA: join(folder, 'data'),
      GATEHOUSE_HEALTH_PORT: String(healthPort),
      ...environment,
    };
  }

  /** A server that is not started yet. Without `databaseUrl` it brings its own database. */
  static async prepare(options: ServerProcessOptions = {}): Promise<ServerProcess> {
    const port = options.port ?? (await freePort());
    const folder = await configurationFolder(port, options);
    // Run as root, PostgreSQL uses another account, which has to get in.
    await chmod(folder, 0o711);
    return new ServerProcess(folder, port, await freePort(), {
      GATEHOUSE_ENCRYPTION_KEY: options.encryptionKey ?? TEST_ENCRYPTION_KEY,
      DATABASE_URL: options.databaseUrl,
      ...options.environment,
    });
  }

  /** Prepares a server and waits until it is ready. */
  static async start(options: ServerProcessOptions = {}): Promise<ServerProcess> {
    const server = await ServerProcess.prepare(options);
    return server.startAndWait();
  }

  /** Process id of the latest start. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** What the process of the latest start wrote, both streams as they came. */
  get output(): string {
    return this.#output;
  }

  get tokenUrl(): string {
    return `${this.origin}/oauth/token`;
  }

  /** Resolves when the process of the latest start and its output have ended. */
  get ended(): Promise<Ending> {
    return this.#ended;
  }

  /** Starts the process, with the preload of `npm start`, and does not wait for it. */
  launch(): this {
    const child = spawn(process.execPath, ['--import', './scripts/preload.mjs', 'dist/apps/server/src/main.js'], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (this.#output += bytes.toString()));
    alive.add(child);
    this.#ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        alive.delete(child);
        resolve({ code, signal });
      });
    });
    return this;
  }

  /** From now on nobody reads what the process writes to standard output: the reader has `gone`, or is there and `stalled` until the process ends. */
  leaveUnread(reader: 'gone' | 'stalled'): this {
    const output = this.#child?.stdout;
    if (reader === 'gone') output?.destroy();
    else output?.pause();
    this.#child?.once('exit', () => output?.resume());
    return this;
  }

  /** Starts the process and waits until it is ready; the error of one that ends before holds what it wrote. */
  async startAndWait(): Promise<this> {
    this.launch();
    await this.ready();
    return this;
  }

  /** Waits until readiness is 200. */
  async ready(): Promise<void> {
    const isReady = await until(async () => this.#hasExited || (await this.readiness()) === 200, PATIENCE);
    if (!isReady || this.#hasExited) throw new Error(`The server did not become ready:\n${this.#output}`);
  }

  /** Status of `/health/ready`; `undefined` when nobody answers. */
  async readiness(): Promise<number | undefined> {
    return statusOf(`${this.healthUrl}/health/ready`);
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    this.signal(signal);
    return this.#ended;
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.#hasExited) this.#child?.kill(signal);
  }

  /** Ends what still runs, and removes the folder. */
  async dispose(): Promise<void> {
    if (!this.#hasExited) {
      const isStopped = this.end('SIGTERM').then(() => true);
      if (!(await Promise.race([isStopped, delay(20_000, false, { ref: false })]))) await this.end('SIGKILL');
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  get #hasExited(): boolean {
    return this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}

/** Asks again and again until `condition` holds; false when it did not within `seconds`. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = PATIENCE): Promise<boolean> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/** Milliseconds a process has waited because others had the processor, which on a busy machine is most of a start; 0 where nobody says. */
export function waitedForProcessor(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** Status that an address answers with; `undefined` when nobody answers. */
export async function statusOf(url: string): Promise<number | undefined> {
  return fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.status,
    () => undefined,
  );
}
