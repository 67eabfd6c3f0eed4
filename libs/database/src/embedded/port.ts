import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

/** A loopback TCP port for the database: the one it had before if that is still free, else any free one. */
export async function choosePort(place: string): Promise<number> {
  const before = await recordedPort(place);
  return (
    (await freePort(before)) ?? (await freePort(0)) ?? Promise.reject(new Error('No TCP port is free on 127.0.0.1'))
  );
}

/** The port it has, or had before; 0 when it never had one. */
export async function recordedPort(place: string): Promise<number> {
  return Number(await readFile(portFile(place), 'utf8').catch(() => '0'));
}

/** Remembers the port for people and for the next start. */
export async function recordPort(place: string, port: number): Promise<void> {
  await writeFile(portFile(place), `${String(port)}\n`);
}

const portFile = (place: string): string => path.join(place, 'port');

function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(address !== null && typeof address === 'object' ? address.port : undefined);
      });
    });
  });
}
