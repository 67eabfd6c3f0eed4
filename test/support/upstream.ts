import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { signatureOf, type ClientKey } from './client-keys.js';

/** How one address of an upstream answers. */
export type UpstreamAnswer = (request: IncomingMessage, response: ServerResponse) => void;

/** An OpenID Connect server that says what the test wants, and counts what it is asked. */
export interface Upstream {
  /** Without a trailing slash. */
  readonly issuer: string;
  /** Answers by path, which go before the usual ones. */
  readonly answers: Map<string, UpstreamAnswer>;
  /** Questions by path. */
  readonly hits: Map<string, number>;
  /** The discovery document; members can be replaced. */
  document: Record<string, unknown>;
  keys: readonly ClientKey[];
  /** Connections at once, the most there were. */
  readonly most: () => number;
  /** A JWT of this server. */
  token(claims?: Readonly<Record<string, unknown>>, how?: TokenWish): string;
  stop(): Promise<void>;
}

/** How a token differs from a usual one. */
export interface TokenWish {
  readonly key?: ClientKey;
  readonly header?: Readonly<Record<string, unknown>>;
}

export const DISCOVERY = '/.well-known/openid-configuration';

/** JSON as servers send it. */
export function sends(value: unknown, headers: Readonly<Record<string, string>> = {}): UpstreamAnswer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
}

/** Starts an upstream with one key. */
export async function startUpstream(...keys: readonly ClientKey[]): Promise<Upstream> {
  const answers = new Map<string, UpstreamAnswer>();
  const hits = new Map<string, number>();
  const sockets = new Set<Socket>();
  let most = 0;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://upstream').pathname;
    hits.set(path, (hits.get(path) ?? 0) + 1);
    response.on('error', () => undefined);
    const usual: Readonly<Record<string, UpstreamAnswer>> = {
      [DISCOVERY]: sends(upstream.document),
      '/jwks': sends({ keys: upstream.keys.map(({ jwk }) => jwk) }),
    };
    const answer = answers.get(path) ?? usual[path];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const upstream: Upstream = {
    ...{ issuer, answers, hits, keys },
    document: {
      issuer,
      jwks_uri: `${issuer}/jwks`,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      introspection_endpoint: `${issuer}/introspect`,
    },
    most: () => most,
    token: (claims = {}, { key = upstream.keys[0], header = {} } = {}) => {
      if (key === undefined) throw new Error('The upstream has no key');
      const now = Math.floor(Date.now() / 1_000);
      const usual = { iss: issuer, sub: 'p-1', aud: 'https://fhir.example', iat: now, exp: now + 300, scope: 'openid' };
      return jwtOf(key, { typ: 'at+jwt', ...header }, { ...usual, ...claims });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return upstream;
}

/** A signed JWT; a header member of undefined is left out. */
export function jwtOf(
  key: ClientKey,
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode({ alg: key.alg, kid: key.kid, ...header })}.${encode(claims)}`;
  return `${input}.${signatureOf(key, input).toString('base64url')}`;
}
