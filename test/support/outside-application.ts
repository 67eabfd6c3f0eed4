import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Project's root: Jest starts there. */
const root = process.cwd();

/** Of Nest, an application has copies of its own. */
const OWN = ['common', 'core', 'platform-fastify'];

/** Milliseconds for a start on a machine that has other work. */
const PATIENCE = 60_000;

/** An application of somebody else that runs as a process of its own. */
export interface OutsideApplication {
  /** Without a trailing slash. */
  readonly origin: string;
  /** What it wrote until now. */
  readonly output: () => string;
  stop(): Promise<void>;
}

/**
 * Compiles and starts an application from a folder of its own outside the checkout: with its package.json, its own copies of Nest, this checkout as its
 * package `gatehouse`, and plain Node.
 * @param source folder of the application, which is built by `tsc` and has its entry in `dist/main.js`
 */
export async function startOutside(source: string, environment: NodeJS.ProcessEnv): Promise<OutsideApplication> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-outside-'));
  await cp(join(root, source), folder, { recursive: true });
  await installIn(join(folder, 'node_modules'));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch((error: unknown) => {
    throw new Error(`${source} does not compile: ${String((error as { stdout?: unknown }).stdout)}`);
  });
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: folder, env: { ...environment, NO_COLOR: '1' } });
  const stop = async (): Promise<void> => {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    const over = isOver ? undefined : new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await over;
    await rm(folder, { recursive: true, force: true });
  };
  return listening(child, stop);
}

async function installIn(packages: string): Promise<void> {
  const installed = join(root, 'node_modules');
  await mkdir(join(packages, '@nestjs'), { recursive: true });
  const names = (await readdir(installed)).filter((name) => name !== '@nestjs' && !name.startsWith('.'));
  await Promise.all(names.map((name) => symlink(join(installed, name), join(packages, name))));
  await Promise.all(
    OWN.map((name) => cp(join(installed, '@nestjs', name), join(packages, '@nestjs', name), { recursive: true })),
  );
  await symlink(root, join(packages, 'gatehouse'));
}

async function listening(child: ChildProcess, stop: () => Promise<void>): Promise<OutsideApplication> {
  let output = '';
  const collected = () => output;
  const started = new Promise<string>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, origin] = /^Listening at (\S+)$/m.exec(output) ?? [];
      if (origin !== undefined) resolve(origin);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('exit', () => {
      reject(new Error(`The application ended:\n${output}`));
    });
    setTimeout(reject, PATIENCE, new Error(`The application does not listen:\n${output}`)).unref();
  });
  try {
    return { origin: await started, output: collected, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
