import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SamlIdp } from './saml-idp.js';
import { answerTo, requestIn, type Answer } from './saml-site.js';

/** A provider with a page of its own, at another site than the server: `localhost`, and not an address. */
export class SamlIdpSite {
  readonly idp = new SamlIdp('https://idp.example/metadata');
  /** What the next person who presses the button is. */
  answer: Answer = {};

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SamlIdpSite> {
    const server = createServer();
    const site = new SamlIdpSite(server);
    server.on('request', (request, response) => {
      const address = new URL(request.url ?? '/', site.address);
      // Browsers ask for the icon of a site when they find the time.
      if (address.pathname !== '/sso') return void response.writeHead(404).end();
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(site.page(address.href));
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    return site;
  }

  /** Where requests are taken. */
  get address(): string {
    return `http://localhost:${String((this.server.address() as AddressInfo).port)}/sso`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private page(address: string): string {
    const { acs } = requestIn(address);
    const response = answerTo(this.idp, address, this.answer);
    return (
      `<!doctype html><html lang="en"><title>Identity provider</title><form method="post" action="${acs}">` +
      `<input type="hidden" name="SAMLResponse" value="${response}"><input type="hidden" name="RelayState" value="">` +
      `<button id="provider-sign-in">Sign in as Mila</button></form></html>`
    );
  }
}
