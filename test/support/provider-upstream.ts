import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientMetadata, Configuration } from 'oidc-provider';
import { load } from './product.js';

// As Node loads it: it tells plain objects by the world they are of.
const { default: Provider } = await load<typeof import('oidc-provider')>('oidc-provider');

/** A call as the upstream received it. */
export interface ReceivedCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Fields of the form. */
  readonly form: Readonly<Record<string, string>>;
}

/** oidc-provider at an address of this machine. */
export interface ProviderUpstream {
  readonly issuer: string;
  /** What came to its token and introspection endpoints, last one last. */
  readonly received: ReceivedCall[];
  stop(): Promise<void>;
}

/** Starts a real OpenID Connect server that knows these clients, each of which may get tokens for itself and ask about them. */
export async function startProviderUpstream(clients: readonly ClientMetadata[]): Promise<ProviderUpstream> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(clients));
  const received: ReceivedCall[] = [];
  provider.use(async (context, next) => {
    await next();
    const form = (context as { readonly oidc?: { readonly body?: Record<string, string> } }).oidc?.body;
    if (form !== undefined) received.push({ path: context.path, headers: context.headers, form: { ...form } });
  });
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    ...{ issuer, received },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A copy that is of the world of Node. */
function configuration(clients: readonly ClientMetadata[]): Configuration {
  return structuredClone({
    clients: clients.map((client) => ({
      ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [], ...client },
    })),
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      devInteractions: { enabled: false },
    },
    scopes: ['openid', 'user/Observation.rs'],
  });
}
