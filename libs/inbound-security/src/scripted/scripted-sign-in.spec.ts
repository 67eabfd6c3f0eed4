import { ScriptFailure } from '#scripts/script-failure.port';
import type { ScriptedSignInCall, ScriptedSignInVerdict } from '#scripts/sign-in-script.port';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { FullNetworks } from '../attempts/full-networks.js';
import { RefusalPace } from '../attempts/refusal-pace.js';
import type { ExternalAccounts, ExternalArrival } from '../external-accounts.port.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import type { SignInRow, SignInStore } from '../stores/sign-in.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { ScriptedSignIn } from './scripted-sign-in.js';

const script = {
  name: 'caves/callback_script.text',
  source: { kind: 'text', text: '' },
} as unknown as ScriptedSignInCall['script'];
const bare: AccountsInstance = {
  ...{ nodeId: 'Master', moduleId: 'bare', options: new LocalInboundOptions(), passwordsAt: 'script' },
};
const caves: AccountsInstance = { ...bare, moduleId: 'caves', signInScript: script };
const ali = {
  pid: 40,
  moduleId: 'caves',
  username: 'ali',
  authorities: [],
  defaultLaunchContexts: [],
} as unknown as DirectoryUser;
const details = { authorities: [{ permission: 'ROLE_FHIR_CLIENT' }], launchContexts: [] };
const described = { authorities: details.authorities };
const admitted: ScriptedSignInVerdict = {
  ...{ kind: 'success', username: 'Ali', familyName: 'Baba', givenName: '', email: '', details },
};
const failure = { kind: 'failure', message: '', incorrectPassword: false, unknownUsername: false } as const;
const attempt = { username: 'Ali', password: 'open sesame', remoteAddress: '192.0.2.7' };
const counted = { name: '192.0.2.7', mostFailures: caves.options.lockout.maxFailedLoginsPerNetwork };

let row: SignInRow;
let arrival: ExternalArrival;
let verdict: () => Promise<ScriptedSignInVerdict>;
let started: Parameters<SignInStore['start']>[0][];
let calls: ScriptedSignInCall[];
let arrivals: Parameters<ExternalAccounts['arrive']>[];
let welcomed: Parameters<DirectorySignInStore['welcome']>[0][];
let givenBack: Parameters<DirectorySignInStore['giveBack']>[];
let shortened: Parameters<DirectorySignInStore['shortenLock']>[];
let waits: number[];
let warnings: string[];
let signIn: ScriptedSignIn;

beforeEach(() => {
  row = {
    ...{ subject_key: 'name:x', pid: null, password_hash: null, account_locked: null, account_disabled: null },
    ...{ is_system_user: null, network_seconds: null, failures: 1, locked_until: null, foreign_hashes: [] },
  };
  arrival = { kind: 'arrived', user: ali };
  verdict = () => Promise.resolve(admitted);
  [started, calls, arrivals, welcomed, givenBack, shortened, waits, warnings] = [[], [], [], [], [], [], [], []];
  signIn = new ScriptedSignIn({
    instances: new Map([
      ['caves', caves],
      ['bare', bare],
      ['local', { nodeId: 'Master', moduleId: 'local', options: new LocalInboundOptions() }],
    ]),
    store: {
      start: async (start) => {
        started.push(start);
        return row;
      },
    },
    counts: {
      welcome: async (welcome) => void welcomed.push(welcome),
      giveBack: async (...back) => void givenBack.push(back),
      shortenLock: async (...lock) => void shortened.push(lock),
    },
    accounts: {
      arrive: async (...arriving) => {
        arrivals.push(arriving);
        return arrival;
      },
    },
    script: {
      authenticate: (call) => {
        calls.push(call);
        return verdict();
      },
    },
    networks: new FullNetworks((message) => void warnings.push(message)),
    pace: new RefusalPace(),
    wait: async (milliseconds) => void waits.push(milliseconds),
    warn: (message) => void warnings.push(message),
  });
});

test('it is for modules whose passwords a script knows', () => {
  expect(['caves', 'local', 'nowhere'].map((moduleId) => signIn.has(moduleId))).toEqual([true, false, false]);
});

test('who is admitted has the account that the script names, and the count of the attempt is forgotten', async () => {
  const request = { headers: { 'x-cave': '1' }, scheme: 'https' } as never;
  const outcome = await signIn.authenticate('caves', { ...attempt, request });

  expect(outcome).toEqual({
    ...{ kind: 'authenticated', user: { ...ali, ...described }, method: 'pwd', said: details },
    deviceCookie: expect.stringMatching(/^ghd_[\w-]{43}$/),
  });
  expect(calls).toEqual([
    { script, ...attempt, headers: { 'x-cave': '1' }, occasion: { ...attempt, password: undefined } },
  ]);
  expect(arrivals).toEqual([
    [
      {
        ...{ moduleId: 'caves', source: 'script', issuer: '', subject: 'ali', claimsUntaken: true },
        ...{ familyName: 'Baba', givenName: '', email: '' },
      },
      ['Ali'],
    ],
  ]);
  expect(welcomed).toMatchObject([{ moduleId: 'caves', pid: 40, subjects: ['name:x'], network: counted }]);
  expect(waits).toEqual([]);
});

test('a program gets no cookie', async () => {
  expect(await signIn.authenticate('caves', { ...attempt, fromProgram: true })).not.toHaveProperty('deviceCookie');
});

test.each([
  ['a wrong password', { incorrectPassword: true }, { reason: 'wrong-password' }],
  ['an unknown name', { incorrectPassword: true, unknownUsername: true }, { reason: 'unknown-user' }],
  ['a refusal of its own', {}, { reason: 'script' }],
  ['a reason, as far as it is short', { message: 'x'.repeat(400) }, { reason: 'script', message: 'x'.repeat(300) }],
])('V-52, V-56: the script tells of %s: it counts, and takes as long as others', async (_name, said, refused) => {
  verdict = () => Promise.resolve({ ...failure, ...said });

  expect(await signIn.authenticate('caves', attempt)).toEqual({ kind: 'refused', ...refused });
  expect([arrivals, welcomed, givenBack]).toEqual([[], [], []]);
  expect(waits).toEqual([expect.any(Number)]);
});

test.each([
  ['a locked account', { pid: 40, account_locked: true }, { kind: 'locked' }],
  ['a disabled account', { pid: 40, account_disabled: true }, { kind: 'refused', reason: 'disabled' }],
  ['ANONYMOUS', { pid: 1, is_system_user: true }, { kind: 'refused', reason: 'disabled' }],
  ['a name that was tried too often', { failures: null }, { kind: 'locked', isUnknown: true }],
  [
    'an account locked for a while',
    { pid: 40, failures: null, locked_until: new Date(0) },
    { kind: 'locked', until: new Date(0) },
  ],
  ['a network that has to wait', { failures: null, network_seconds: 12 }, { kind: 'busy', retryAfterSeconds: 12 }],
])('V-28, V-52, V-54, A-17: the script is not asked about %s', async (_name, change, outcome) => {
  row = { ...row, ...change };

  expect(await signIn.authenticate('caves', attempt)).toEqual(outcome);
  expect([calls, arrivals, welcomed]).toEqual([[], [], []]);
});

test.each([
  ['disabled', { kind: 'refused', reason: 'disabled' }],
  ['locked', { kind: 'locked' }],
  ['deleted', { kind: 'refused', reason: 'deleted' }],
  ['name-taken', { kind: 'refused', reason: 'name-taken' }],
] as const)('V-28: an account that is %s stays out, whatever the script says', async (reason, outcome) => {
  arrival = { kind: 'refused', reason };

  expect(await signIn.authenticate('caves', attempt)).toEqual(outcome);
  expect(welcomed).toEqual([]);
});

test.each([
  'thrown',
  'unusable-result',
  'compute-limit',
  'memory-limit',
  'time-limit',
  'host-call-limit',
  'crashed',
] as const)(
  'V-52: a script that fails by %s lets nobody in, and may have said no: the attempt counts',
  async (reason) => {
    const cause = new ScriptFailure(reason, 'oops', { script: script.name, functionName: 'authenticate' });
    verdict = () => Promise.reject(cause);

    expect(await signIn.authenticate('caves', attempt)).toEqual({ kind: 'unavailable', cause });
    expect([givenBack, arrivals, shortened]).toEqual([[], [], []]);
  },
);

test('F-23: while a service is down people are locked out for no longer than after their first failures', async () => {
  const cause = new ScriptFailure('thrown', 'oops', { script: script.name, functionName: 'authenticate' });
  verdict = () => Promise.reject(cause);
  row = { ...row, failures: 2 * caves.options.lockout.maxFailedLogins };

  await signIn.authenticate('caves', attempt);

  expect(shortened).toEqual([['caves', 'name:x', caves.options.lockout.firstLockSeconds]]);
});

test.each(['busy', 'suspended', 'load', 'missing-source'] as const)(
  'ruling 36, F-22: what no script was asked about counts for nothing: %s',
  async (reason) => {
    const cause = new ScriptFailure(reason, 'oops', { script: script.name, functionName: 'authenticate' });
    verdict = () => Promise.reject(cause);

    expect(await signIn.authenticate('caves', attempt)).toEqual({ kind: 'unavailable', cause });
    expect(givenBack).toEqual([
      ['caves', { subjects: ['name:x'], network: counted }, caves.options.lockout.maxFailedLogins],
    ]);
    expect(arrivals).toEqual([]);
  },
);

test('ruling 44: an attempt at a known device gives its network nothing back, for it took nothing', async () => {
  row = { ...row, subject_key: 'device:x:40', pid: 40 };
  verdict = () => Promise.reject(new Error('gone'));

  await signIn.authenticate('caves', attempt);

  expect(givenBack).toMatchObject([['caves', { network: { mostFailures: 0 } }, expect.any(Number)]]);
});

test('ruling 36: without a script, and without a module, nobody gets in', async () => {
  const outcomes = [await signIn.authenticate('bare', attempt), await signIn.authenticate('nowhere', attempt)];

  expect(outcomes.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
  expect(calls).toEqual([]);
});

test('V-61: a megabyte costs neither a statement nor a run', async () => {
  const outcome = await signIn.authenticate('caves', { ...attempt, password: 'a'.repeat(1_000_000) });

  expect([outcome, started, calls]).toEqual([{ kind: 'refused', reason: 'unusable-password' }, [], []]);
});

test('V-51: an impossible name is counted, and no script sees it', async () => {
  expect(await signIn.authenticate('caves', { ...attempt, username: 'al\0i' })).toEqual({
    ...{ kind: 'refused', reason: 'unknown-user' },
  });
  expect(started).toMatchObject([
    { usernameKey: '', nameSubject: expect.stringMatching(/^name:[\w-]{43}$/) as string },
  ]);
  expect(calls).toEqual([]);
});

test('F-35: beyond fifty attempts under way more are told to come back, and one network has half of the places', async () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  verdict = () => ended.then(() => failure);
  const from = (network: number) =>
    Array.from({ length: 30 }, () =>
      signIn.authenticate('caves', { ...attempt, remoteAddress: `192.0.2.${String(network)}` }),
    );
  const outcomes = [1, 2, 3].map(from);
  end();
  const busy = (await Promise.all(outcomes.map((each) => Promise.all(each)))).map(
    (each) => each.filter(({ kind }) => kind === 'busy').length,
  );

  expect(busy).toEqual([5, 5, 30]);
  expect(await signIn.authenticate('caves', attempt)).toMatchObject({ kind: 'refused' });
});
