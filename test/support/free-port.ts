import { createServer } from 'node:net';

/** Below the range from which systems take the ports of outgoing connections, so that none of those takes ours meanwhile. */
const FIRST = 10_000;
const COUNT = 22_000;
/** How far the processes of a Jest run, whose ids are neighbours, start from each other. */
const STRIDE = 97;

let tried = 0;

/** A loopback port that nobody listens on at the moment; never one that this test file has got already. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + ((process.pid * STRIDE + tried) % COUNT);
    tried += 1;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
