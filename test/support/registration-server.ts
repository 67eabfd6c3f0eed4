import { answered, clientToken, type Answer } from './endpoint-calls.js';
import { SECRET } from './test-clients.js';
import { amelia, bertha } from './test-users.js';
import type { TestServerOptions } from './test-server.js';

const moduleLines = (id: string, policy: string): readonly string[] => [
  `module.${id}.type=SECURITY_OUT_SMART`,
  `module.${id}.requires.SECURITY_IN_UP=local_security`,
  `module.${id}.config.bind_address=127.0.0.1`,
  `module.${id}.config.port=PORT`,
  `module.${id}.config.context_path=/${id}`,
  `module.${id}.config.issuer.url=http://127.0.0.1:PORT/${id}`,
  `module.${id}.config.client_registration.policy=${policy}`,
];

const service = {
  enabled: true,
  allowedGrantTypes: ['CLIENT_CREDENTIALS'],
  accessTokenValiditySeconds: 300,
  scopes: ['system/*.rs'],
  secretRequired: true,
  clientSecrets: [{ secret: SECRET, description: 'test' }],
};
const clients = [
  { ...service, clientId: 'admin', permissions: [{ permission: 'OPENID_CONNECT_ADD_CLIENT' }] },
  { ...service, clientId: 'other-service', permissions: [{ permission: 'OPENID_CONNECT_EDIT_CLIENT' }] },
  { ...service, clientId: 'resource-server', canIntrospectAnyTokens: true },
];

/** One module for each registration policy: at the root `closed`, then `/guarded` by token, `/free` for everybody. */
export const registrationServer: TestServerOptions = {
  clients,
  users: [{ ...amelia, authorities: [...amelia.authorities, { permission: 'OPENID_CONNECT_ADD_CLIENT' }] }, bertha],
  properties: [
    ...moduleLines('guarded', 'token'),
    'module.guarded.config.seed_clients.file=classpath:clients.json',
    ...moduleLines('free', 'open'),
    'module.free.config.seed_clients.file=classpath:clients.json',
    'module.free.config.client_registration.open.most_per_hour_and_network=1000',
    'module.free.config.client_registration.open.most_per_hour=1000',
    ...moduleLines('scarce', 'open'),
    'module.scarce.config.client_registration.open.most_per_hour_and_network=3',
    ...moduleLines('full', 'open'),
    'module.full.config.client_registration.open.most_per_hour=2',
  ],
};

/** What every app must say. */
export const LEAST = { redirect_uris: ['https://app.example/cb'] } as const;

/** A call of the registration endpoint or of the client configuration endpoint. */
export async function callRegistration(
  url: string,
  {
    method = 'POST',
    token,
    body,
    type = 'application/json',
  }: { method?: string; token?: string; body?: unknown; type?: string } = {},
): Promise<Answer> {
  const headers = {
    ...(body !== undefined && { 'content-type': type }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return answered(fetch(url, { method, headers, ...(text !== undefined && { body: text }) }));
}

/** An initial access token of module `guarded`, as an administrator makes one. */
export async function makeInvitation(
  { issuer }: { readonly issuer: string },
  change: Readonly<Record<string, unknown>> = {},
  module = 'guarded',
): Promise<string> {
  const { access_token } = await clientToken(`${issuer}/${module}`, 'admin');
  const order = { description: 'a hospital', ...change };
  const url = `${issuer}/${module}/oauth/initial-access-token`;
  const { status, body, text } = await callRegistration(url, { token: access_token, body: order });
  if (status !== 201) throw new Error(text);
  return String(body.initial_access_token);
}
