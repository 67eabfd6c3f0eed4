import { connect } from 'node:net';

/** An answer to a request that was written byte by byte. */
export interface RawAnswer {
  readonly status: number;
  /** Head of the answer, lines separated by CRLF. */
  readonly head: string;
  readonly body: string;
}

/** Sends what no HTTP client would send. `Connection: close` must be among the lines. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => {
      resolve();
    });
    socket.on('error', reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error('No answer within 10 seconds')));
  });
  const text = Buffer.concat(chunks).toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body: end < 0 ? '' : text.slice(end + 4) };
}

/** Request line and headers of a request without a body. */
export function requestHead(method: string, target: string, headers: readonly string[] = ['Host: 127.0.0.1']): string {
  return [`${method} ${target} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n');
}
