import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { ClientCredentialsGrantController } from './client-credentials.grant-controller.js';
import type { GrantRequest } from './grant.port.js';

const client = {
  clientId: 'service',
  scopes: ['system/Patient.rs', 'system/Goal.rs'],
  autoGrantScopes: ['openid'],
  fixedScope: false,
} as unknown as ClientDefinition;
const instance = { issuer: 'https://as.example', options: new OutboundSmartOptions() } as OutboundSmartInstance;

function request(method: GrantRequest['method'], body: string, settings: Partial<ClientDefinition> = {}): GrantRequest {
  return {
    ...{ instance, method, remoteAddress: '127.0.0.1', trace: new DecisionTrace() },
    client: { ...client, ...settings },
    parameters: FormParameters.parse(body),
  };
}

describe('ruling 40, STD BS1: a client that authenticates by private_key_jwt', () => {
  test.each([
    { name: 'no scope', body: '', settings: {} },
    { name: 'STD B10: an empty scope', body: 'scope=', settings: {} },
    { name: 'a scope of spaces', body: 'scope=%20%20', settings: {} },
    { name: 'no scope, though its scope is fixed', body: '', settings: { fixedScope: true } },
  ])('gets invalid_scope for $name', async ({ body, settings }) => {
    const answer = new ClientCredentialsGrantController().authorize(request('private_key_jwt', body, settings));

    await expect(answer).rejects.toMatchObject({ code: 'invalid_scope', parameter: 'scope' });
  });

  test('gets what it asks for', async () => {
    const answer = new ClientCredentialsGrantController().authorize(request('private_key_jwt', 'scope=system/Goal.rs'));

    await expect(answer).resolves.toMatchObject({ scopes: ['system/Goal.rs', 'openid'] });
  });
});

describe('ruling 9: the whole list, where scope_required_with_key is off and a client names no scope', () => {
  const options = new OutboundSmartOptions();
  Object.assign(options.grants, { scopeRequiredWithKey: false });
  const answer = (body: string) =>
    new ClientCredentialsGrantController().authorize({
      ...request('private_key_jwt', body),
      instance: { ...instance, options },
    });

  test.each(['', 'scope=', 'scope=%20'])('private_key_jwt with "%s"', async (body) => {
    await expect(answer(body)).resolves.toMatchObject({ scopes: ['system/Patient.rs', 'system/Goal.rs', 'openid'] });
  });

  test('what is asked for is all it gets, and what is not on the list is nothing', async () => {
    await expect(answer('scope=system/Goal.rs')).resolves.toMatchObject({ scopes: ['system/Goal.rs', 'openid'] });
    await expect(answer('scope=system/Observation.rs')).rejects.toMatchObject({ code: 'invalid_scope' });
  });
});

test.each(['client_secret_basic', 'client_secret_post'] as const)(
  'ruling 9: a client that authenticates by %s and names no scope gets its whole list',
  async (method) => {
    const answer = new ClientCredentialsGrantController().authorize(request(method, ''));

    await expect(answer).resolves.toMatchObject({ scopes: ['system/Patient.rs', 'system/Goal.rs', 'openid'] });
  },
);
