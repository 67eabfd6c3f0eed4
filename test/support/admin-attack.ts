import type { AdminServer } from './admin-server.js';
import { CallMaker, UNKNOWN } from './admin-fuzz.js';
import { descriptionOf } from './described-answers.js';
import { clientToken } from './endpoint-calls.js';
import { SECRET } from './test-clients.js';

/** Who makes the calls: its token outlives whatever they do to users. */
export const fuzzer = {
  ...{ clientId: 'fuzzer', clientName: 'Fuzzer', enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  ...{ scopes: ['system/*.rs'], secretRequired: true, clientSecrets: [{ secret: SECRET }] },
  ...{ accessTokenValiditySeconds: 3_600, permissions: [{ permission: 'ROLE_SUPERUSER' }] },
};

/** Parts of paths that name something; never the caller, its module, or the listener that is called. */
const places = {
  node: ['Master'],
  module: ['smart_auth', 'local_security', 'nowhere'],
  clientId: ['public-app', 'web-app', 'backend', 'nobody'],
  pid: ['1', '2', '3', '4', '999'],
  id: ['fuzzed', 'nothing'],
};

/** Operations that would end the server under test. */
const LEFT_OUT = /^\/module-config\/.*\/(?:set|stop|restart|start|archive)$/;

/** What was wrong with the answers to made-up calls, one line each. */
export async function attack(server: AdminServer, calls: number, seed: number): Promise<readonly string[]> {
  const description = await descriptionOf(server.adminUrl);
  const maker = new CallMaker(description, places, seed);
  const api = server.as({ token: (await clientToken(server.issuer, fuzzer.clientId)).access_token });
  const faults: string[] = [];
  for (const [path, operations] of Object.entries(description.paths))
    for (const [method, operation] of Object.entries(operations))
      for (let count = 0; count < calls && !LEFT_OUT.test(path); count++) {
        const call = maker.call(path, method, operation);
        const told = (what: string): number => faults.push(`${call.method} ${call.path} ${call.body ?? ''}: ${what}`);
        try {
          const answer = await api.call(call.method, call.path, { body: call.body });
          if (answer.status >= 500) told(`${String(answer.status)} ${answer.text}`);
          if (answer.text.includes(UNKNOWN)) told('repeats what is unknown');
          if (answer.status === 401) told('the caller is not known any more');
        } catch (error) {
          told(String(error));
        }
      }
  return faults;
}
