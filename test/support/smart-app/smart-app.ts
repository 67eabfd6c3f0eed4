import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const here = join('test', 'support', 'smart-app');

/** What the app's own web server hands out. */
const files: ReadonlyMap<string, { readonly path: string; readonly type: string }> = new Map([
  ['/ehr-launch.html', { path: join(here, 'ehr-launch.html'), type: 'text/html' }],
  ['/launch.html', { path: join(here, 'launch.html'), type: 'text/html' }],
  ['/app.html', { path: join(here, 'app.html'), type: 'text/html' }],
  [
    '/fhir-client.js',
    { path: join('node_modules', 'fhirclient', 'build', 'fhir-client.pure.min.js'), type: 'text/javascript' },
  ],
]);

/**
 * The web server of a SMART app built on the npm package fhirclient. It calls itself `localhost` while Gatehouse is at
 * `127.0.0.1`, so that the browser treats the two as different sites, as they are in life.
 */
export class SmartApp {
  /** Bodies of forms posted to `/form-post`, for `response_mode=form_post`. */
  readonly posted: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Listens on a free port of the loopback interface. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Where the app is called back. */
  get redirectUri(): string {
    return `${this.origin}/app.html`;
  }

  /** Where an EHR starts it, as it is registered. */
  get ehrLaunchUrl(): string {
    return `${this.origin}/ehr-launch.html`;
  }

  /** Address that starts a standalone launch at a FHIR server. */
  launchUrl(iss: string, clientId: string, scope: string): string {
    return `${this.origin}/launch.html?${new URLSearchParams({ iss, clientId, scope }).toString()}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.origin).pathname;
    if (request.method === 'POST') return this.accept(request, response);
    const file = files.get(path);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(await readFile(file.path));
  }

  private async accept(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.posted.push(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Received</title>');
  }
}
