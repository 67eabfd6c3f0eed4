import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/** A logout token as it arrived. */
export interface ReceivedLogout {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly token: string;
}

/** An app's back-channel logout endpoint (OpenID Connect Back-Channel Logout §2.7), on a port of its own. */
export class LogoutReceiver {
  readonly received: ReceivedLogout[] = [];
  readonly #port: number;
  #server: Server;

  private constructor(
    server: Server,
    port: number,
    private readonly answer: number | 'never',
  ) {
    this.#server = server;
    this.#port = port;
    this.#follow();
  }

  /** @param answer the status of every answer, or `never` to keep the caller waiting */
  static async start(answer: number | 'never' = 200): Promise<LogoutReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new LogoutReceiver(server, (server.address() as AddressInfo).port, answer);
  }

  url(path: string): string {
    return `http://127.0.0.1:${String(this.#port)}${path}`;
  }

  /** What has arrived, once that is at least so much. */
  async atLeast(count: number): Promise<readonly ReceivedLogout[]> {
    while (this.received.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
    return this.received;
  }

  /** Nobody listens at the port any more. */
  async down(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Listens at the same port again. */
  async up(): Promise<void> {
    this.#server = createServer();
    this.#follow();
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  #follow(): void {
    this.#server.on('request', (request, response) => {
      void text(request).then((body) => {
        this.received.push({
          path: request.url ?? '',
          contentType: request.headers['content-type'],
          token: new URLSearchParams(body).get('logout_token') ?? '',
        });
        if (this.answer !== 'never') response.writeHead(this.answer, { 'cache-control': 'no-store' }).end();
      });
    });
  }
}
