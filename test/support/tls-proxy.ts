import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, request as httpsRequest, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { certificateFor } from './certificate.js';
import type { IssuedCertificate } from './client-certificates.js';

/** The address the proxy calls from; tests themselves call from 127.0.0.1. */
export const PROXY_ADDRESS = '127.0.0.2';

/** The three headers in which the proxy hands over a certificate, each written as some proxies do. */
export const CERTIFICATE_HEADERS = {
  rfc9440: 'Client-Cert',
  'url-encoded-pem': 'SSL-Client-Cert',
  xfcc: 'X-Forwarded-Client-Cert',
} as const;

/** A proxy that ends TLS, asks for client certificates of any kind, and hands them over as real ones do. */
export class TlsProxy {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param target port of the server behind it */
  static async start(target: () => number): Promise<TlsProxy> {
    const { cert, key } = certificateFor('127.0.0.1');
    const server = createServer({ cert, key, requestCert: true, rejectUnauthorized: false }, (request, response) => {
      void forward(request, response, target());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TlsProxy(server, `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function forward(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
  const own = Object.values(CERTIFICATE_HEADERS).map((name) => name.toLowerCase());
  const headers = Object.entries(request.headers).filter(([name]) => !own.includes(name));
  const options = {
    ...{ port, host: '127.0.0.1', localAddress: PROXY_ADDRESS, method: request.method, path: request.url },
    headers: { ...Object.fromEntries(headers), ...handedOver(request.socket as TLSSocket) },
  };
  const body = await buffer(request);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(options, resolve).on('error', reject).end(body);
  });
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.end(await buffer(answer));
}

function handedOver(socket: TLSSocket): Readonly<Record<string, string>> {
  const der = socket.getPeerX509Certificate()?.raw;
  return der === undefined ? {} : certificateHeaders(der);
}

/** The headers of a certificate. */
export function certificateHeaders(der: Buffer): Readonly<Record<string, string>> {
  const base64 = der.toString('base64');
  const pem = encodeURIComponent(`-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`);
  return {
    [CERTIFICATE_HEADERS.rfc9440]: `:${base64}:`,
    [CERTIFICATE_HEADERS['url-encoded-pem']]: pem,
    [CERTIFICATE_HEADERS.xfcc]: `Hash=0;Cert="${pem}";Subject="CN=whoever"`,
  };
}

/** `fetch` over TLS with a client certificate, or without one. */
export function fetchWith(certificate: IssuedCertificate | undefined) {
  return async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const { method, headers, body } = new Request(url, { ...init, duplex: 'half' });
    const options = {
      ...{ method, headers: Object.fromEntries(headers), rejectUnauthorized: false },
      ...(certificate && { cert: certificate.cert, key: certificate.key }),
    };
    const sent = body === null ? Buffer.alloc(0) : Buffer.from(await new Response(body).arrayBuffer());
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      httpsRequest(url, options, resolve).on('error', reject).end(sent);
    });
    const received = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    return new Response(await buffer(answer), { status: answer.statusCode ?? 0, headers: received });
  };
}
