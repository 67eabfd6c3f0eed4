import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RenderedPage } from '#skin/page-renderer.port';
import type { StaticResources } from '#skin/static/static-resources';
import { staticResponse } from '#skin/static/static-response';

/** What a server sends of a page. */
export type ShownPage = Pick<RenderedPage, 'html' | 'contentSecurityPolicy'>;

/** A form that was posted to the server. */
export interface PostedForm {
  readonly path: string;
  readonly body: string;
}

/** Serves rendered pages with their policy, and nothing else, so that a browser can judge them without the rest of the product. */
export class PageServer {
  readonly pages = new Map<string, ShownPage>();
  readonly posted: PostedForm[] = [];
  /** Paths that are answered with 303 to somewhere else, whatever the method. */
  readonly redirects = new Map<string, string>();
  private readonly server: Server;

  constructor(private readonly resources: StaticResources) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** Listens on a free port of the loopback interface. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  clear(): void {
    this.pages.clear();
    this.redirects.clear();
    this.posted.length = 0;
  }

  /** The fields of the form that was posted first. */
  get firstForm(): Readonly<Record<string, string>> {
    return Object.fromEntries(new URLSearchParams(this.posted[0]?.body));
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    if (request.method === 'POST') await this.accept(url.pathname, request, response);
    else this.show(url, response);
  }

  private async accept(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.posted.push({ path, body: Buffer.concat(chunks).toString() });
    if (this.redirect(path, response)) return;
    response.writeHead(200, { 'content-type': 'text/plain' }).end('received');
  }

  private redirect(path: string, response: ServerResponse): boolean {
    const location = this.redirects.get(path);
    if (location !== undefined) response.writeHead(303, { location }).end();
    return location !== undefined;
  }

  private show(url: URL, response: ServerResponse): void {
    if (this.redirect(url.pathname, response)) return;
    const page = this.pages.get(url.pathname);
    if (page !== undefined) {
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': page.contentSecurityPolicy,
      };
      response.writeHead(200, headers).end(page.html);
      return;
    }
    const resource = this.resources.get(url.pathname.split('/resources/')[1] ?? '');
    if (resource === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { status, headers, body } = staticResponse(resource, { version: url.searchParams.get('v') ?? undefined });
    response.writeHead(status, { ...headers }).end(body);
  }
}
