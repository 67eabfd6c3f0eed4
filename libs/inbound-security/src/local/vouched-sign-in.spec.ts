import { ScriptFailure, type ScriptFailureReason } from '#scripts/script-failure.port';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import type { SignInRow } from '../stores/sign-in.store.js';
import type { UserRow } from '../stores/user-row.js';
import type { SignInOutcome } from '../user-authenticator.port.js';
import type { DirectoryUser } from '../user-directory.port.js';
import type { AskedScript } from './callback-script.js';
import { LocalInboundOptions } from './local-inbound.options.js';
import { VouchedSignIn } from './vouched-sign-in.js';

const instance: AccountsInstance = { nodeId: 'Master', moduleId: 'local', options: new LocalInboundOptions() };
const attempt = { username: 'anna', password: 'right', remoteAddress: '192.0.2.7' };
const anna = { pid: 7, username: 'anna', notes: 'of the script' } as unknown as DirectoryUser;
const welcomed: SignInOutcome = { kind: 'authenticated', user: anna, method: 'pwd', deviceCookie: 'c' };
const inOrder = {
  ...{ pid: 7, module_id: 'local', username: 'anna', sign_in_details: {}, second_factors: [] },
  ...{ authorities: [], default_launch_contexts: [], fhir_user_url: null },
};

let steps: unknown[];
const counted = ['gives back', ['user:7'], '192.0.2.7', 300];

function after(asked: AskedScript | Error, row: object | null = inOrder) {
  const signIn = new VouchedSignIn({
    store: { proven: () => Promise.resolve((row ?? undefined) as UserRow | undefined) },
    script: {
      isIn: () => true,
      ask: () => (asked instanceof Error ? Promise.reject(asked) : Promise.resolve(asked)),
    },
    counts: {
      giveBack: (_moduleId, { subjects, network }) =>
        Promise.resolve(void steps.push(['gives back', subjects, network.name, network.mostFailures])),
    },
    warn: () => undefined,
  });
  return (subject = 'user:7', outcome: SignInOutcome = welcomed): Promise<SignInOutcome> =>
    signIn.outcome(
      { instance, attempt },
      { pid: 7, passwordHash: 'h', row: { subject_key: subject } as SignInRow },
      () => Promise.resolve(steps.push('forgets failures') > 0 ? outcome : welcomed),
    );
}

const failing = (reason: ScriptFailureReason): ScriptFailure =>
  new ScriptFailure(reason, 'oops', { script: 's', functionName: 'onAuthenticateSuccess' });
const refused = (reason: 'script' | 'wrong-password') => ({ kind: 'refused', reason, message: 'no' }) as const;
const said = { authorities: [{ permission: 'FHIR_ALL_READ' }], launchContexts: [] };
const agreed: AskedScript = { kind: 'agreed', user: anna, said, runId: 'r' };

beforeEach(() => void (steps = []));

test('the failures before are forgotten when the script has agreed; what it said waits until nothing else is asked for', async () => {
  expect(await after(agreed)()).toEqual({ ...welcomed, user: anna, said, runId: 'r' });
  expect(steps).toEqual(['forgets failures']);
});

test.each<{ name: string; asked: AskedScript | Error; expected: object; expectedSteps: readonly unknown[] }>([
  { name: 'refuses', asked: refused('script'), expected: refused('script'), expectedSteps: [counted] },
  {
    name: 'says that the password is wrong',
    asked: refused('wrong-password'),
    expected: refused('wrong-password'),
    expectedSteps: [],
  },
  {
    name: 'throws',
    asked: failing('thrown'),
    expected: { kind: 'unavailable', afterPassword: true },
    expectedSteps: [counted],
  },
])('V-53: nothing is forgotten where it $name', async ({ asked, expected, expectedSteps }) => {
  expect(await after(asked)()).toMatchObject(expected);
  expect(steps).toEqual(expectedSteps);
});

test.each(['busy', 'suspended'] as const)('what passes by itself is told: %s', async (reason) => {
  const cause = failing(reason);

  expect(await after(cause)()).toEqual({ kind: 'unavailable', cause });
  expect(steps).toEqual([counted]);
});

test('a fault of the server is none of the script', async () => {
  const cause = new Error('the database is away');

  expect(await after(cause)()).toEqual({ kind: 'unavailable', cause });
});

test('ruling 44: an attempt at a known device gives its network nothing back, for it took nothing', async () => {
  await after(refused('script'))('device:x:7');

  expect(steps).toEqual([['gives back', ['device:x:7'], '192.0.2.7', 0]]);
});

test('V-28, V-54: the account may have been locked before the script is asked, and while it thinks', async () => {
  const disabled: SignInOutcome = { kind: 'refused', reason: 'disabled' };

  expect(await after(agreed, null)()).toEqual(disabled);
  expect(steps).toEqual([]);
  expect(await after(agreed)('user:7', disabled)).toEqual(disabled);
  expect(steps).toEqual(['forgets failures']);
});
