import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A form to be sent to an address. */
export interface FormPost {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Sends forms as near to the same moment as one process can: each over a connection of its own, all but the last byte ahead of
 * time, then every last byte in one go.
 */
export async function postSimultaneously(posts: readonly FormPost[]): Promise<readonly JsonAnswer[]> {
  const prepared = await Promise.all(posts.map(prepare));
  const answers = prepared.map(({ socket }) => text(socket));
  for (const { socket, lastByte } of prepared) socket.write(lastByte);
  return (await Promise.all(answers)).map(parse);
}

async function prepare({ url, fields, headers }: FormPost): Promise<{ socket: Socket; lastByte: string }> {
  const { hostname, port, pathname, host } = new URL(url);
  const body = new URLSearchParams(fields).toString();
  const lines = Object.entries({
    host,
    connection: 'close',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body.slice(0, -1)}`, () => {
      resolve();
    });
  });
  return { socket, lastByte: body.slice(-1) };
}

/** Reads an answer that ends with its connection. The endpoints send JSON with a Content-Length, never in chunks. */
function parse(answer: string): JsonAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  return { status, body: JSON.parse(body) as Record<string, unknown> };
}
