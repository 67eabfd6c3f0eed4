import { Logger } from '@nestjs/common';
import type { KnownServer, KnownServers } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { SamlParties } from '../saml/saml-party.js';
import { FederatedServers } from './federated-servers.js';
import { ServerChoice } from './server-choice.js';

const server = { registrationId: 'idp', name: 'IdP', clientId: 'us', settings: {} } as unknown as KnownServer;

let servers: readonly KnownServer[];
let said: string[];
let choice: ServerChoice;

beforeAll(() => {
  Logger.overrideLogger({
    ...{ log: () => undefined, error: () => undefined },
    warn: (message: string) => void said.push(message),
  });
});
afterAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(() => {
  [servers, said] = [[], []];
  const parties = { of: ({ samlModuleId }: OutboundSmartInstance) => samlModuleId && { registrationId: 'saml' } };
  const known = { list: async () => servers } as unknown as KnownServers;
  choice = new ServerChoice(new FederatedServers(known), parties as unknown as SamlParties);
});

function module({ local = false, saml = false } = {}): OutboundSmartInstance {
  const federation = { enabled: true, localSignInEnabled: local };
  const options = { federation, saml: { enabled: saml, localSignInEnabled: false, providerName: '' } };
  return { moduleId: 'smart', publicPath: '', options, ...(saml && { samlModuleId: 'saml' }) } as OutboundSmartInstance;
}

/** What a visit of the page does. */
async function visit(instance: OutboundSmartInstance): Promise<void> {
  await choice.onlyWay(instance, 'handle');
  await choice.page(instance, 'handle');
}

const nobody = expect.stringMatching(/^Nobody can sign in at smart: federate_mode\.enabled is true/) as string;

test('however often strangers look, it is told once that nobody can sign in, and again when it happens again', async () => {
  const instance = module();
  for (let time = 0; time < 5; time++) await visit(instance);
  const first = [...said];
  servers = [server];
  await visit(instance);
  servers = [];
  await visit(instance);

  expect([first, said]).toEqual([[nobody], [nobody, nobody]]);
});

test.each([
  { name: 'a module that is started anew', instances: [module(), module()], told: 2 },
  { name: 'a module that takes passwords', instances: [module({ local: true })], told: 0 },
  { name: 'a module with a SAML identity provider', instances: [module({ saml: true })], told: 0 },
])('of $name it is told by itself', async ({ instances, told }) => {
  for (const instance of instances) await visit(instance);

  expect(said).toHaveLength(told);
});
