import { createServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import type { NameService } from '#egress/host-resolver';
import { IntrospectedTokens } from '#inbound-security/smart/introspected-tokens';
import { readSmartInbound } from '#inbound-security/smart/read-smart-inbound';
import { UnknownTokens } from '#inbound-security/smart/unknown-tokens';
import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import { upstreamFetch } from '#outbound-smart/federation/upstream-fetch';
import type { ServerSettings } from '#protocol/server/server';
import { certificateFor } from '../support/certificate.js';
import { newClientKey } from '../support/client-keys.js';
import { knownServer, serverRuntimeBench, type ServerRuntimeBench } from '../support/server-runtime-bench.js';
import { DISCOVERY, startUpstream, type Upstream, type UpstreamAnswer } from '../support/upstream.js';

const HOST = 'idp.hospital.example';
const CREDENTIAL = 'Basic Y2FuYXJ5LWlkOmNhbmFyeS1zZWNyZXQ=';
const key = newClientKey('ES256', 'upstream');
const { instance } = readSmartInbound({ nodeId: 'Master', moduleId: 'smart_in', config: new Map() }, new Set());

let upstream: Upstream;
/** The upstream by the name that the operator listed. */
let issuer: string;
/** What was heard where nobody may be called. */
const heard = { connections: 0, credentials: [] as string[] };
let canaries: readonly (TcpServer | Server)[] = [];
let ports: readonly number[];

const zone: Readonly<Record<string, readonly string[]>> = {
  [HOST]: ['127.0.0.1'],
  'loopback.example': ['127.0.0.1'],
  'both.example': ['93.184.216.34', '127.0.0.1'],
  'mapped.example': ['::ffff:7f00:1'],
};
const names: NameService = (host) => Promise.resolve(zone[host] ?? []);

async function listening(server: TcpServer | Server, host: string): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** Hears calls, and what they carry. */
function canary(): Server {
  const server = createServer((request, response) => {
    heard.credentials.push(request.headers.authorization ?? '');
    response.end('{}');
  });
  return server.on('connection', () => (heard.connections += 1));
}

beforeAll(async () => {
  upstream = await startUpstream(key);
  issuer = upstream.issuer.replace('127.0.0.1', HOST);
  const silent = createTcpServer((socket) => {
    heard.connections += 1;
    socket.destroy();
  });
  canaries = [canary(), silent];
  ports = await Promise.all(canaries.map((each, index) => listening(each, ['127.0.0.1', '::1'][index] ?? '')));
});
afterAll(async () => {
  await upstream.stop();
  for (const each of canaries) await new Promise((resolve) => each.close(resolve));
});
beforeEach(() => {
  upstream.answers.clear();
  heard.connections = 0;
  heard.credentials.length = 0;
});

/** In production, where the operator listed the upstream alone. */
function bench(): ServerRuntimeBench {
  const policy = { evaluation: false, allowedHosts: [new URL(issuer).host] };
  return serverRuntimeBench({}, {}, { policy, names: { internet: names, operatingSystem: names } });
}

const credentials = async () => {
  return { kind: 'ready', credentials: { mode: 'CLIENT_SECRET_BASIC', form: {}, authorization: CREDENTIAL } } as const;
};

/** Everything that a definition has called: its document, its keys, introspection and token endpoint. @returns what came of each */
async function callAll(settings: Partial<ServerSettings> = {}, at = issuer): Promise<readonly string[]> {
  const { metadata, verifier, calls } = bench();
  const server: KnownServer = { ...knownServer(at, settings), canIntrospect: true };
  const servers = { list: async () => [server] } as unknown as ConstructorParameters<typeof IntrospectedTokens>[0];
  const clock = { now: () => new Date() };
  const introspected = new IntrospectedTokens(
    ...([servers, metadata, { credentials }, calls, clock, new UnknownTokens()] as const),
  );
  const token = upstream.token({ iss: at });
  const found = await metadata.of(server, ['token']);
  const redemption =
    found.kind === 'unavailable'
      ? found.kind
      : await upstreamFetch(calls, server)(found.metadata.endpoints.token ?? '', {
          ...{ method: 'POST', headers: { authorization: CREDENTIAL }, redirect: 'manual' },
          body: new URLSearchParams({ grant_type: 'authorization_code', code: 'canary-code' }),
        }).then(
          ({ status }) => String(status),
          () => 'unavailable',
        );
  const [jwt, opaque] = [
    await verifier.verify(server, token, { types: ['at+jwt'] }),
    await introspected.judge({ instance, token: 'canary-token', remoteAddress: '192.0.2.1' }),
  ];
  return [found.kind, jwt.kind, opaque.kind, redemption];
}

const untouched = { connections: 0, credentials: [] };
/** Where the document, or the definition, has this machine for an address. */
const forms = [
  'http://127.0.0.1:PORT/x',
  'https://127.0.0.1:PORT/x',
  'http://0:PORT/x',
  'http://2130706433:PORT/x',
  'https://0x7f.1:PORT/x',
  'https://[::1]:PORT/x',
  'https://[::ffff:7f00:1]:PORT/x',
  'http://169.254.169.254/latest',
  'https://localhost:PORT/x',
  'https://localhost.:PORT/x',
  `http://user:pw@${HOST}:PORT/x`,
  `http://${HOST}:PORT/x`,
  'https://loopback.example:PORT/x',
  'https://both.example:PORT/x',
  'https://mapped.example:PORT/x',
  'https://１２７.0.0.1:PORT/x',
  'file:///etc/hostname',
  'gopher://127.0.0.1:PORT/x',
  'ftp://127.0.0.1:PORT/x',
];

describe('V-76: what the document of a server names is vetted like every address', () => {
  test('the listed server itself is called, with what proves who we are', async () => {
    const shown: string[] = [];
    const says = (answer: object): UpstreamAnswer => {
      return ({ headers }, response) => {
        shown.push(headers.authorization ?? '');
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      };
    };
    named(issuer);
    upstream.answers.set('/introspect', says({ active: true, sub: 'p', exp: 4_000_000_000 }));
    upstream.answers.set('/token', says({}));

    expect(await callAll()).toEqual(['known', 'verified', 'believed', '200']);
    expect(shown).toEqual([CREDENTIAL, CREDENTIAL]);
  });

  test.each(forms)('in the document: %s', async (form) => {
    for (const port of ports) {
      const address = form.replace('PORT', String(port));
      upstream.document = {
        issuer,
        ...{ jwks_uri: address, introspection_endpoint: address, token_endpoint: address },
      };

      expect((await callAll()).slice(1)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    }
    expect(heard).toEqual(untouched);
  });

  test.each(forms)('in the definition, whatever was checked when it was saved: %s', async (form) => {
    for (const port of ports) {
      const address = form.replace('PORT', String(port));
      const settings = { federationJwkSetUrl: address, federationTokenUrl: address };

      expect((await callAll(settings, address)).slice(1)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    }
    expect(heard).toEqual(untouched);
  });
});

describe('V-77: a server that sends us on', () => {
  test.each([301, 302, 303, 307, 308])('with %d is not followed, and our secret goes nowhere else', async (status) => {
    named(issuer);
    const on: UpstreamAnswer = (_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${ports[0]}/x` }).end();
    };
    for (const path of ['/jwks', '/introspect', '/token']) upstream.answers.set(path, on);
    const answered = await callAll();
    upstream.answers.set(DISCOVERY, on);
    const withoutDocument = await callAll();

    expect([answered, withoutDocument]).toEqual([
      ['known', 'unavailable', 'unavailable', 'unavailable'],
      ['unavailable', 'unavailable', 'unavailable', 'unavailable'],
    ]);
    expect(heard).toEqual(untouched);
  });
});

test('R-12: introspection_client.truststore.file: the module trusts the authorities it names, and no others', async () => {
  const [own, other] = [certificateFor(HOST), certificateFor('other.example')];
  const site = createHttpsServer(own, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  const at = `https://${HOST}:${await listening(site, '127.0.0.1')}`;
  const document = { issuer: at, token_endpoint: `${at}/token` };
  const policy = { evaluation: false, allowedHosts: [HOST] };
  const way = { policy, names: { internet: names, operatingSystem: names } };
  const kinds: string[] = [];
  for (const authorities of [own.cert, `${other.cert}${own.cert}`, other.cert, undefined]) {
    const { metadata } = serverRuntimeBench({}, authorities === undefined ? {} : { authorities }, way);
    kinds.push((await metadata.of(knownServer(at), ['token'])).kind);
  }
  site.closeAllConnections();
  await new Promise((resolve) => site.close(resolve));

  expect(kinds).toEqual(['known', 'known', 'unavailable', 'unavailable']);
});

/** The document as it should be, by the name that is listed. */
function named(own: string): void {
  upstream.document = {
    ...{ issuer: own, jwks_uri: `${own}/jwks`, token_endpoint: `${own}/token` },
    introspection_endpoint: `${own}/introspect`,
  };
}
