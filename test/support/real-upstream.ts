import { createServer } from 'node:http';
import type { ClientMetadata } from 'oidc-provider';
import { freePort } from './free-port.js';
import { load } from './product.js';

// As Node loads it: it tells plain objects by the world they are of.
const { default: Provider } = await load<typeof import('oidc-provider')>('oidc-provider');

/** oidc-provider with its own pages, at which any name signs in. */
export interface RealUpstream {
  readonly issuer: string;
  stop(): Promise<void>;
}

/** Starts it for one client. */
export async function startRealUpstream(client: ClientMetadata): Promise<RealUpstream> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${String(port)}`;
  const claims = { openid: ['sub'], profile: ['given_name', 'family_name'] };
  const configuration = structuredClone({ clients: [client], claims, cookies: { keys: ['upstream-cookies'] } });
  const findAccount = (_context: unknown, accountId: string) => ({
    accountId,
    claims: () => structuredClone({ sub: accountId, given_name: 'Maria', family_name: 'Adams' }),
  });
  const handle = new Provider(issuer, Object.assign(configuration, { findAccount })).callback();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
