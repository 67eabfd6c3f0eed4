import { casting, type Site } from '../site.js';
import { freePort } from './free-port.js';
import { cpuOf, peakMemoryOf } from './process-times.js';
import { answers, startServerProcess } from './server-process.js';
import type { Target } from './target.js';

const PEER = 'dist/bench/peer/main.js';

/** Starts oidc-provider with its in-memory adapter, in a process of its own. */
export async function startPeer(connections: number): Promise<Target> {
  const port = await freePort();
  const site: Site = {
    ...casting(connections),
    origin: `http://127.0.0.1:${port}`,
    authorizePath: '/auth',
    tokenPath: '/token',
    introspectPath: '/token/introspection',
  };
  const server = await startServerProcess({
    args: [PEER, JSON.stringify(site)],
    environment: {},
    isReady: () => answers(`${site.origin}/.well-known/openid-configuration`),
  });
  return {
    name: 'oidc-provider',
    site,
    cpu: async () => {
      const own = await cpuOf(server.pid);
      return own === undefined ? undefined : { server: own, database: 0 };
    },
    peakMemory: () => peakMemoryOf(server.pid),
    stop: () => server.stop(),
  };
}
