import type { AuthenticationCall, AuthenticationVerdict } from '#scripts/authentication-script.port';
import type { SignInOutcome } from '../user-authenticator.port.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { CallbackScript } from './callback-script.js';
import { LocalInboundOptions } from './local-inbound.options.js';

const added = { authorities: [{ permission: 'ROLE_FHIR_CLIENT' }], launchContexts: [] };
const anna = {
  ...{ pid: 7, nodeId: 'Master', moduleId: 'scripted', username: 'anna', familyName: '', givenName: '', email: '' },
  ...{ external: false, notes: 'n', authorities: [{ permission: 'VIEW_USERS' }], defaultLaunchContexts: [] },
} as unknown as DirectoryUser;
const attempt = { username: 'anna', password: 'secret', remoteAddress: '192.0.2.7' };
const right: SignInOutcome = { kind: 'authenticated', user: anna, method: 'pwd', deviceCookie: 'c' };

let calls: AuthenticationCall[];
let kept: unknown[];

beforeEach(() => {
  calls = [];
  kept = [];
});

function asking(outcome: SignInOutcome, verdict: () => Promise<AuthenticationVerdict>): CallbackScript {
  const options = Object.assign(new LocalInboundOptions(), {
    callbackScript: { text: 'function onAuthenticateSuccess() {}' },
  });
  return new CallbackScript({
    instances: new Map([
      ['scripted', { nodeId: 'Master', moduleId: 'scripted', options }],
      ['plain', { nodeId: 'Master', moduleId: 'plain', options: new LocalInboundOptions() }],
    ]),
    authenticator: { has: () => true, authenticate: () => Promise.resolve(outcome) },
    script: {
      onAuthenticateSuccess: (call) => {
        calls.push(call);
        return verdict();
      },
    },
    clock: { now: () => new Date(0) },
    accountAlone: (user) => Promise.resolve(withoutSession(user)),
    keep: (user, details) => Promise.resolve(void kept.push([user.pid, details])),
    warn: () => undefined,
  });
}

function withoutSession({ launchResources: _resources, userData: _data, ...account }: DirectoryUser): DirectoryUser {
  return account;
}

const agrees = () => Promise.resolve({ kind: 'success', added } as const);

test('what the script adds counts, and is kept', async () => {
  await expect(asking(right, agrees).authenticate('scripted', attempt)).resolves.toMatchObject({
    kind: 'authenticated',
    deviceCookie: 'c',
    user: { authorities: [...anna.authorities, ...added.authorities] },
  });
  expect(kept).toEqual([[7, added]]);
  expect(calls).toMatchObject([{ person: anna, context: { moduleId: 'scripted', remoteAddress: '192.0.2.7' } }]);
});

test('without a script nothing is asked and nothing is written', async () => {
  const plain: SignInOutcome = { ...right, user: { ...anna, moduleId: 'plain' } };

  await expect(asking(plain, agrees).authenticate('plain', attempt)).resolves.toBe(plain);
  expect([calls, kept]).toEqual([[], []]);
});

test('nobody whose password was wrong is shown to the script', async () => {
  const wrong: SignInOutcome = { kind: 'refused', reason: 'wrong-password' };

  await expect(asking(wrong, agrees).authenticate('scripted', attempt)).resolves.toBe(wrong);
  expect(calls).toEqual([]);
});

test.each([
  [
    'refuses',
    () => Promise.resolve({ kind: 'failure', message: 'no', incorrectPassword: true, unknownUsername: false } as const),
    { kind: 'refused', reason: 'script' },
  ],
  ['fails (ruling 53)', () => Promise.reject(new Error('no answer')), { kind: 'unavailable' }],
])('nobody comes in when the script %s', async (_, verdict, expected) => {
  await expect(asking(right, verdict).authenticate('scripted', attempt)).resolves.toMatchObject(expected);
  expect(kept).toEqual([]);
});

test('a passkey does not go round the script, and what it put on an earlier session is over', async () => {
  const before = { ...anna, launchResources: [{ resourceType: 'patient', resourceId: '1' }], userData: { old: true } };

  const asked = await asking(right, agrees).ask(before, {
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
