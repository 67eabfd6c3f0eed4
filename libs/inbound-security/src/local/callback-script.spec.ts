import type { AuthenticationCall, AuthenticationVerdict } from '#scripts/authentication-script.port';
import type { DirectoryUser } from '../user-directory.port.js';
import { CallbackScript } from './callback-script.js';
import { LocalInboundOptions } from './local-inbound.options.js';

const added = { authorities: [{ permission: 'ROLE_FHIR_CLIENT' }], launchContexts: [] };
const anna = {
  ...{ pid: 7, nodeId: 'Master', moduleId: 'scripted', username: 'anna', familyName: '', givenName: '', email: '' },
  ...{ external: false, notes: 'n', authorities: [{ permission: 'VIEW_USERS' }], defaultLaunchContexts: [] },
} as unknown as DirectoryUser;
const origin = { remoteAddress: '192.0.2.7' };

let calls: AuthenticationCall[];

beforeEach(() => {
  calls = [];
});

function asking(verdict: () => Promise<AuthenticationVerdict>): CallbackScript {
  const options = Object.assign(new LocalInboundOptions(), {
    callbackScript: { text: 'function onAuthenticateSuccess() {}' },
  });
  return new CallbackScript({
    instances: new Map([
      ['scripted', { nodeId: 'Master', moduleId: 'scripted', options }],
      ['plain', { nodeId: 'Master', moduleId: 'plain', options: new LocalInboundOptions() }],
    ]),
    script: {
      onAuthenticateSuccess: (call) => {
        calls.push(call);
        return verdict();
      },
    },
    clock: { now: () => new Date(0) },
    accountAlone: (user) => Promise.resolve(withoutSession(user)),
    warn: () => undefined,
  });
}

function withoutSession({ launchResources: _resources, userData: _data, ...account }: DirectoryUser): DirectoryUser {
  return account;
}

const agrees = () => Promise.resolve({ kind: 'success', added, runId: 'r' } as const);

test('what the script adds is said of the person', async () => {
  expect(await asking(agrees).ask(anna, origin)).toMatchObject({
    ...{ kind: 'agreed', runId: 'r', said: added },
    user: { authorities: [...anna.authorities, ...added.authorities] },
  });
  expect(calls).toMatchObject([{ person: anna, context: { moduleId: 'scripted', remoteAddress: '192.0.2.7' } }]);
});

test('without a script nothing is asked and nothing is said', async () => {
  const plain = { ...anna, moduleId: 'plain' };

  await expect(asking(agrees).ask(plain, origin)).resolves.toEqual({ kind: 'agreed', user: plain });
  expect(calls).toEqual([]);
});

test.each([
  { incorrectPassword: true, reason: 'wrong-password' },
  { incorrectPassword: false, reason: 'script' },
])(
  'a refusal is one of $reason where incorrectPassword is $incorrectPassword',
  async ({ incorrectPassword, reason }) => {
    const failure = { kind: 'failure', message: 'no'.repeat(200), incorrectPassword, unknownUsername: true } as const;

    const asked = await asking(() => Promise.resolve(failure)).ask(anna, origin);

    expect(asked).toEqual({ kind: 'refused', reason, message: 'no'.repeat(150) });
  },
);

test('ruling 53: a script that fails has not agreed', async () => {
  await expect(asking(() => Promise.reject(new Error('no answer'))).ask(anna, origin)).rejects.toThrow();
});

test('a passkey does not go round the script, and what it put on an earlier session is over', async () => {
  const before = { ...anna, launchResources: [{ resourceType: 'patient', resourceId: '1' }], userData: { old: true } };

  const asked = await asking(agrees).ask(before, {
    remoteAddress: '192.0.2.7',
    request: { remoteScheme: 'https', headers: { 'user-agent': 'Browser/1' } },
  });

  expect(asked).toMatchObject({ kind: 'agreed', user: { authorities: [...anna.authorities, ...added.authorities] } });
  expect(calls[0]).toMatchObject({ context: { remoteScheme: 'https', headers: { 'user-agent': 'Browser/1' } } });
  for (const who of [calls[0]?.person, asked.kind === 'agreed' && asked.user]) {
    expect(who).not.toHaveProperty('launchResources');
    expect(who).not.toHaveProperty('userData');
  }
});
