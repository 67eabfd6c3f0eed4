import type { AuthenticationScript } from '#scripts/authentication-script.port';
import { ScriptFailure } from '#scripts/script-failure.port';
import type { ExternalAccounts } from '#inbound-security/external-accounts.port';
import { ScriptProperties } from '#scripts/script-properties.port';
import { FederatedAccounts, type FederatedArrival } from './federated-accounts.js';

const settings = { federationAuthScriptText: 'a', federationUserMappingScriptText: 'b' };
const arrival = {
  at: {
    instance: {
      nodeId: 'Master',
      moduleId: 'smart',
      inboundModuleId: 'local',
      options: { script: { mayAdministerFederated: true }, scriptEngine: new ScriptProperties() },
    },
    visit: { remoteAddress: '192.0.2.1' },
    purpose: { ids: {} },
    server: { pid: 1, name: 'Other', moduleId: 'smart', issuer: 'https://other.example', settings },
  },
  identity: { issuer: 'https://other.example', subject: 'maria', claims: {} },
  sentAt: new Date(0),
} as unknown as FederatedArrival;
const failure = new ScriptFailure('thrown', 'no', { script: 'Other', functionName: 'f', runId: 'run-1' });

const account = { username: 'maria', authorities: [], notes: '', defaultLaunchContexts: [] };
let asked: unknown[] = [];

const accounts = (thrown: {
  readonly mapping?: Error;
  readonly script?: Error;
  readonly account?: Error;
  readonly foreseen?: object;
}) =>
  new FederatedAccounts(
    {
      foresee: () => Promise.resolve(thrown.foreseen ?? { kind: 'expected', account }),
      arrive: () =>
        thrown.account ? Promise.reject(thrown.account) : Promise.resolve({ kind: 'refused', reason: 'disabled' }),
    } as unknown as ExternalAccounts,
    {
      getUserName: () => (thrown.mapping ? Promise.reject(thrown.mapping) : Promise.resolve('maria')),
    },
    {
      onAuthenticateSuccess: ({ person }: { person: unknown }) =>
        asked.push(person) && thrown.script
          ? Promise.reject(thrown.script)
          : Promise.resolve({ kind: 'success', added: {} }),
    } as unknown as AuthenticationScript,
  );

test.each(['mapping', 'script'])(
  'ruling 53: where the %s fails nobody comes in, and the record leads to the run',
  async (which) => {
    expect(await accounts({ [which]: failure }).arrive(arrival)).toEqual({
      ...{ kind: 'failed', problem: 'service-unready', reason: failure.message },
      runId: 'run-1',
    });
  },
);

test.each(['mapping', 'script', 'account'])('a fault of the server is none of the script: %s', async (which) => {
  await expect(accounts({ [which]: new TypeError('broken') }).arrive(arrival)).rejects.toThrow(TypeError);
});

test('V-75: the script is shown the account that there is, with what an administrator gave it', async () => {
  asked = [];
  const kept = { username: 'NPI:995', authorities: [{ permission: 'ROLE_SUPERUSER' }], notes: 'of the house' };
  await accounts({ foreseen: { kind: 'expected', account: { ...account, ...kept } } }).arrive(arrival);

  expect(asked).toMatchObject([kept]);
});

test('V-28, V-54: it is not asked about somebody who stays out', async () => {
  asked = [];
  const foreseen = { kind: 'refused', reason: 'disabled', user: { username: 'NPI:995' } };

  expect(await accounts({ foreseen }).arrive(arrival)).toEqual({
    ...{ kind: 'failed', problem: 'service-account', reason: 'disabled', username: 'NPI:995' },
  });
  expect(asked).toEqual([]);
});
