import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { sequence, tagged, text } from './certificate.js';

/** One request as a directory receives it. */
export interface DirectoryRequest {
  readonly id: Buffer;
  /** The tag of the operation: 0x60 bind, 0x63 search, 0x77 extended, 0x42 unbind. */
  readonly operation: number;
  readonly content: Buffer;
}

/** What it answers, as bytes; nothing is an answer, too. */
export type DirectoryReply = (request: DirectoryRequest) => Buffer | undefined | Promise<Buffer | undefined>;

export const BIND = 0x60;
export const SEARCH = 0x63;
export const EXTENDED = 0x77;

/** A directory in clear that says whatever a test wants, and keeps what it was told. */
export class HostileDirectory {
  readonly requests: DirectoryRequest[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public reply: DirectoryReply,
  ) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async start(reply: DirectoryReply): Promise<HostileDirectory> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HostileDirectory(server, reply);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Texts that requests of an operation hold. */
  heard(operation: number): readonly string[] {
    return this.requests
      .filter((each) => each.operation === operation)
      .map(({ content }) => content.toString('latin1'));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      for (const request of requestsIn(bytes)) {
        this.requests.push(request);
        const reply = this.reply(request);
        if (reply instanceof Promise) void reply.then((late) => write(socket, late));
        else write(socket, reply);
      }
    });
  }
}

function write(socket: Socket, answer: Buffer | undefined): void {
  if (answer !== undefined && !socket.destroyed) socket.write(answer);
}

/** An answer to a request. */
export function answer({ id }: DirectoryRequest, operation: number, ...content: readonly Buffer[]): Buffer {
  return sequence(id, tagged(operation, ...content));
}

/** The three parts of every result. */
export function result(code: number, message = ''): Buffer {
  return Buffer.concat([tagged(0x0a, Buffer.from([code])), text(0x04, ''), text(0x04, message)]);
}

/** The entry of a person. */
export function entry(
  request: DirectoryRequest,
  dn: string,
  attributes: Readonly<Record<string, string>> = {},
): Buffer {
  const values = Object.entries(attributes).map(([name, value]) =>
    sequence(text(0x04, name), tagged(0x31, text(0x04, value))),
  );
  return answer(request, 0x64, text(0x04, dn), sequence(...values));
}

/** Takes any bind, and finds one person whatever was asked for. */
export function believing(dn = 'uid=alice,dc=example,dc=org') {
  return (request: DirectoryRequest): Buffer | undefined => {
    if (request.operation === BIND) return answer(request, 0x61, result(0));
    if (request.operation !== SEARCH) return undefined;
    return Buffer.concat([entry(request, dn, { uid: 'alice' }), answer(request, 0x65, result(0))]);
  };
}

/** Requests are small: each comes whole. What is none, such as a handshake, is left out. */
function requestsIn(bytes: Buffer): readonly DirectoryRequest[] {
  const requests: DirectoryRequest[] = [];
  for (const message of bytes[0] === 0x30 ? elementsIn(bytes) : []) {
    const [id, operation] = elementsIn(message.content);
    if (id !== undefined && operation !== undefined)
      requests.push({ id: id.whole, operation: operation.tag, content: operation.content });
  }
  return requests;
}

function elementsIn(bytes: Buffer) {
  const elements: { tag: number; content: Buffer; whole: Buffer }[] = [];
  for (let at = 0; at + 1 < bytes.length;) {
    const short = bytes[at + 1]! < 0x80;
    const count = short ? 0 : bytes[at + 1]! & 0x7f;
    const length = short ? bytes[at + 1]! : bytes.readUIntBE(at + 2, count);
    const start = at + 2 + count;
    elements.push({
      tag: bytes[at]!,
      content: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length),
    });
    at = start + length;
  }
  return elements;
}
