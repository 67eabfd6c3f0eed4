import { DatabaseUnavailableError } from '#database/sql.port';
import type { SignInRow, SignInStore } from '../stores/sign-in.store.js';
import type { UserRow } from '../stores/user-row.js';
import type { SignInOutcome } from '../user-authenticator.port.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { EvenRefusals } from './even-refusals.js';
import { FullNetworks } from '../attempts/full-networks.js';
import { LocalInboundOptions } from './local-inbound.options.js';
import { LocalSignIn } from './local-sign-in.js';
import { LocalStrategy } from './local.strategy.js';
import { PassportUserAuthenticator } from './passport-user-authenticator.js';
import { hashPassword } from '../passwords/password-hasher.js';
import { HashThreads } from '#slow-hashing/hash-threads';

const threads = new HashThreads();
const queue = threads.queue({ waiting: 5 });
const local: AccountsInstance = { nodeId: 'Master', moduleId: 'local', options: new LocalInboundOptions() };
const permanent = {
  ...local,
  moduleId: 'strict',
  options: Object.assign(new LocalInboundOptions(), { lockoutPermanent: true }),
};
const anna: UserRow = {
  pid: 7,
  node_id: 'Master',
  module_id: 'local',
  username: 'anna',
  family_name: '',
  given_name: '',
  email: '',
  external: false,
  notes: '',
  authorities: [],
  default_launch_contexts: [],
  fhir_user_url: null,
  sign_in_details: {},
  security_version: 1,
  account_locked: false,
  account_disabled: false,
  service_account: false,
  second_factor_required: false,
  second_factors: [],
};
let found: SignInRow;
let started: Parameters<SignInStore['start']>[0][];
let succeeded: Parameters<SignInStore['succeed']>[0][];
let rehashed: string[];
let lockedForGood: number[];
let warnings: string[];
let waits: number[];
let welcome: UserRow | undefined;

const store: Pick<SignInStore, 'start' | 'succeed' | 'rehash'> = {
  start: async (attempt) => {
    started.push(attempt);
    return found;
  },
  succeed: async (success) => {
    succeeded.push(success);
    return welcome;
  },
  rehash: async (_pid, _old, hash) => rehashed.push(hash) > 0,
};
const lockForGood = async (_instance: AccountsInstance, pid: number): Promise<void> => {
  lockedForGood.push(pid);
};
const createUnknown = () => Promise.resolve(false);
const vouched = { isNeeded: () => false, outcome: () => Promise.reject(new Error('asked')) };
const signIn = new LocalSignIn({
  queue,
  store,
  createUnknown,
  lockForGood,
  vouched,
  networks: new FullNetworks((message) => void warnings.push(message)),
  even: new EvenRefusals(async (milliseconds) => void waits.push(milliseconds)),
  warn: (message) => void warnings.push(message),
});
const authenticator = new PassportUserAuthenticator(
  new Map([
    ['local', local],
    ['strict', permanent],
  ]),
  new LocalStrategy(signIn),
);
/** Of 'correct horse', with 64 MiB in nine passes. */
const COSTLY = '$argon2id$v=19$m=65536,t=9,p=1$b9NviFA3BOKYtQzwgXJ7fA$pckFLJlBMYQk21ulVroaBKHlhLVIdiBn2XE8vq7YZLM';
const attempt = { username: 'anna', password: 'correct horse', remoteAddress: '192.0.2.1' };

beforeEach(async () => {
  const slot = queue.enter();
  found = {
    subject_key: 'user:7',
    pid: 7,
    password_hash: await hashPassword(slot, 'correct horse'),
    account_locked: false,
    account_disabled: false,
    is_system_user: false,
    failures: 1,
    locked_until: null,
    foreign_hashes: [],
    network_seconds: null,
  };
  slot.leave();
  [started, succeeded, rehashed, lockedForGood, warnings, waits] = [[], [], [], [], [], []];
  welcome = anna;
});

afterAll(() => threads.close());

describe('signing in through passport-local', () => {
  test.each([
    {
      name: 'a wrong password',
      change: {},
      password: 'wrong horse',
      expected: { kind: 'refused', reason: 'wrong-password' },
    },
    {
      name: 'an unknown name',
      change: { pid: null, password_hash: null },
      expected: { kind: 'refused', reason: 'unknown-user' },
    },
    {
      name: 'a disabled account',
      change: { account_disabled: true },
      expected: { kind: 'refused', reason: 'disabled' },
    },
    {
      name: 'an account without password',
      change: { password_hash: null },
      expected: { kind: 'refused', reason: 'no-password' },
    },
    { name: 'ANONYMOUS', change: { is_system_user: true }, expected: { kind: 'refused', reason: 'no-password' } },
    { name: 'an account an administrator locked', change: { account_locked: true }, expected: { kind: 'locked' } },
    {
      name: 'a name that nobody has, tried too often',
      change: { pid: null, password_hash: null, failures: null },
      expected: { kind: 'locked', isUnknown: true },
    },
    {
      name: 'a name locked for a while',
      change: { failures: null, locked_until: new Date(0) },
      expected: { kind: 'locked', until: new Date(0) },
    },
    {
      name: 'a hash of an unknown scheme',
      change: { password_hash: '{SSHA}x' },
      expected: { kind: 'refused', reason: 'wrong-password' },
    },
  ])('R-10, V-54: $name is not let in', async ({ change, password, expected }) => {
    found = { ...found, ...change };

    await expect(
      authenticator.authenticate('local', { ...attempt, password: password ?? attempt.password }),
    ).resolves.toEqual(expected);
    expect(succeeded).toEqual([]);
  });

  test.each([
    { name: 'a hash that takes too long', password_hash: COSTLY, said: [expect.stringContaining('user 7')] },
    { name: 'a reference that waits for its variable', password_hash: "#{env['X']}", said: [] },
  ])('F-35: $name is compared with nothing, and somebody is told', async ({ password_hash, said }) => {
    found = { ...found, password_hash };

    const outcome = await authenticator.authenticate('local', attempt);

    expect([outcome.kind, warnings]).toEqual(['refused', said]);
  });

  test('the right password gives the user and a new device cookie', async () => {
    const outcome = await authenticator.authenticate('local', attempt);

    expect(outcome).toMatchObject({ kind: 'authenticated', method: 'pwd', user: { pid: 7, username: 'anna' } });
    expect(outcome.deviceCookie).toMatch(/^ghd_[\w-]{43}$/);
    expect(JSON.stringify(outcome)).not.toContain('argon2');
  });

  test('an account that changed while the hash was computed is not let in', async () => {
    welcome = undefined;

    await expect(authenticator.authenticate('local', attempt)).resolves.toEqual({
      kind: 'refused',
      reason: 'disabled',
    });
  });

  test('V-61: a megabyte costs neither a statement nor a hash', async () => {
    const outcome = await authenticator.authenticate('local', { ...attempt, password: 'a'.repeat(1_000_000) });

    expect(outcome).toEqual({ kind: 'refused', reason: 'unusable-password' });
    expect(started).toEqual([]);
  });

  test.each([
    { name: 'no name', change: { username: '' } },
    { name: 'no password', change: { password: '' } },
  ])('$name is refused', async ({ change }) => {
    await expect(authenticator.authenticate('local', { ...attempt, ...change })).resolves.toEqual({
      kind: 'refused',
      reason: 'unusable-password',
    });
  });

  test('V-51: an impossible name reaches no account and is counted', async () => {
    await authenticator.authenticate('local', { ...attempt, username: 'an\0na' });

    expect(started).toEqual([
      expect.objectContaining({ usernameKey: '', nameSubject: expect.stringMatching(/^name:/) }),
    ]);
  });

  test('V-34: a device cookie that is not of our shape is not looked up', async () => {
    await authenticator.authenticate('local', { ...attempt, deviceCookie: "x' OR 1=1" });

    expect(started).toEqual([expect.objectContaining({ deviceHash: '' })]);
  });

  test('F-35: beyond the queue an attempt is turned away without a statement, and one network has half of it', async () => {
    const from = (remoteAddress: string) =>
      Array.from({ length: 10 }, () => authenticator.authenticate('local', { ...attempt, remoteAddress }));
    const outcomes = await Promise.all(['192.0.2.1', '192.0.2.2', '192.0.2.3'].flatMap(from));
    const busy = outcomes.map((outcome) => outcome.kind === 'busy');

    expect([busy.slice(0, 10), busy.slice(10, 20), busy.slice(20)].map((some) => some.filter(Boolean).length)).toEqual([
      ...[7, 7, 10],
    ]);
    expect(started).toHaveLength(6);
  });

  test('A-17: of a network that has to wait nothing is compared, and the log tells of it once', async () => {
    found = { ...found, failures: null, network_seconds: 12 };

    const outcomes = [
      await authenticator.authenticate('local', attempt),
      await authenticator.authenticate('local', attempt),
    ];

    expect(outcomes).toEqual(Array.from({ length: 2 }, () => ({ kind: 'busy', retryAfterSeconds: 12 })));
    expect([succeeded, warnings]).toEqual([
      [],
      [expect.stringMatching(/^local: .* 192\.0\.2\.1 .*max_failed_logins_per_network/)],
    ]);
  });

  test.each([
    { name: 'a wrong password', change: {}, password: 'wrong horse' },
    { name: 'an unknown name', change: { pid: null, password_hash: null }, password: 'wrong horse' },
    { name: 'a locked one', change: { account_locked: true }, password: 'correct horse' },
  ])(
    'V-56: $name rests while somebody has an imported hash, in no place of the queue',
    async ({ change, password }) => {
      found = { ...found, ...change, foreign_hashes: ['$2b$14$'] };

      await authenticator.authenticate('local', { ...attempt, password });
      found = { ...found, foreign_hashes: [] };
      await authenticator.authenticate('local', { ...attempt, password });

      expect(waits).toEqual([expect.any(Number)]);
      expect(waits[0]).toBeGreaterThan(300);
    },
  );

  test('the right password waits for nothing', async () => {
    found = { ...found, foreign_hashes: ['$2b$14$'] };

    await authenticator.authenticate('local', attempt);

    expect(waits).toEqual([]);
  });

  test('concurrent attempts keep their own verdicts', async () => {
    const passwords = ['wrong horse', 'correct horse', 'wrong horse', 'correct horse'];
    const outcomes = await Promise.all(
      passwords.map((password, at) =>
        authenticator.authenticate('local', { ...attempt, password, remoteAddress: `192.0.2.${String(at)}` }),
      ),
    );

    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['refused', 'authenticated', 'refused', 'authenticated']);
  });

  test('F-24: a database that is away is an outcome, not an error', async () => {
    const cause = new DatabaseUnavailableError('gone');
    const broken = new LocalSignIn({
      createUnknown,
      queue,
      store: { ...store, start: () => Promise.reject(cause) },
      lockForGood,
      vouched,
      networks: new FullNetworks(() => undefined),
      even: { end: () => Promise.resolve() },
      warn: () => undefined,
    });

    const outcome = await new PassportUserAuthenticator(
      new Map([['local', local]]),
      new LocalStrategy(broken),
    ).authenticate('local', attempt);

    expect(outcome).toEqual({ kind: 'unavailable', cause });
  });

  test('an unknown module is unavailable', async () => {
    await expect(authenticator.authenticate('nowhere', attempt)).resolves.toMatchObject({ kind: 'unavailable' });
  });

  test.each([
    { name: 'the failure that reaches the limit', module: 'strict', change: { failures: 5 }, expected: [7] },
    { name: 'one before', module: 'strict', change: { failures: 4 }, expected: [] },
    {
      name: 'one on a known device',
      module: 'strict',
      change: { failures: 5, subject_key: 'device:x:7' },
      expected: [],
    },
    { name: 'a module with temporary locks', module: 'local', change: { failures: 5 }, expected: [] },
  ])('ruling 44: $name locks for good: $expected', async ({ module, change, expected }) => {
    found = { ...found, ...change };

    await authenticator.authenticate(module, { ...attempt, password: 'wrong horse' });

    expect(lockedForGood).toEqual(expected);
  });

  test.each([
    { encoding: 'BCRYPT_12_ROUND', most: 14, expected: { kind: 'refused', reason: 'wrong-password' } },
    { encoding: 'BCRYPT_16_ROUND', most: 16, expected: { kind: 'authenticated' } },
  ])('F-35: bcrypt of 2^16 rounds is compared with $encoding → $expected', async ({ encoding, most, expected }) => {
    const jobs: string[] = [];
    const slot = {
      run: async ({ kind }: { kind: string }) => jobs.push(kind) > 0 && (kind === 'verify-bcrypt' ? true : 'hash'),
      leave: () => undefined,
    };
    const patient = new LocalSignIn({
      ...{
        createUnknown,
        store,
        lockForGood,
        vouched,
        networks: new FullNetworks(() => undefined),
        warn: () => undefined,
      },
      queue: { tryEnter: () => slot, enter: () => slot },
      even: { end: () => Promise.resolve() },
    });
    found = { ...found, password_hash: '$2b$16$abcdefghijklmnopqrstuuO5xgGbrjPS9WC8Yq1PZbGZZWqUvzL9W' };
    const options = Object.assign(new LocalInboundOptions(), { passwordEncoding: encoding });

    expect(await patient.attempt({ ...local, options }, attempt)).toMatchObject(expected);
    expect(started.map(({ mostBcryptRounds }) => mostBcryptRounds)).toEqual([most]);
    expect(jobs).toEqual(most === 16 ? ['verify-bcrypt', 'argon2id'] : ['verify-argon2id']);
  });

  describe('V-53: where a callback script has its say', () => {
    const order: string[] = [];
    const deciding = (outcome: SignInOutcome | 'agrees') =>
      new LocalSignIn({
        ...{ queue, createUnknown, lockForGood, warn: () => undefined },
        store: {
          ...store,
          succeed: async (success) => (order.push('forgets') > 0 ? store.succeed(success) : undefined),
        },
        vouched: {
          isNeeded: () => true,
          outcome: async (_at, _proven, welcome) => {
            order.push('asks');
            return outcome === 'agrees' ? welcome() : outcome;
          },
        },
        networks: new FullNetworks(() => undefined),
        even: new EvenRefusals(async (milliseconds) => void waits.push(milliseconds)),
      });
    beforeEach(() => void (order.length = 0));

    test('it is asked before the failures are forgotten, and nobody is asked about a wrong password', async () => {
      const agreeing = deciding('agrees');

      expect(await agreeing.attempt(local, attempt)).toMatchObject({ kind: 'authenticated' });
      expect(await agreeing.attempt(local, { ...attempt, password: 'wrong horse' })).toMatchObject({ kind: 'refused' });
      expect(order).toEqual(['asks', 'forgets']);
      // As long as refusals by the script take.
      expect(waits).toHaveLength(1);
    });

    test.each<{ name: string; outcome: SignInOutcome; locked: readonly number[]; rests: number }>([
      { name: 'that refuses', outcome: { kind: 'refused', reason: 'script' }, locked: [], rests: 1 },
      {
        name: 'that says that the password is wrong',
        outcome: { kind: 'refused', reason: 'wrong-password' },
        locked: [7],
        rests: 1,
      },
      { name: 'that fails', outcome: { kind: 'unavailable', cause: '', afterPassword: true }, locked: [], rests: 1 },
      { name: 'that was not asked', outcome: { kind: 'unavailable', cause: '' }, locked: [], rests: 0 },
    ])('nothing is forgotten by one $name', async ({ outcome, locked, rests }) => {
      found = { ...found, failures: 5 };

      expect(await deciding(outcome).attempt(permanent, attempt)).toEqual(outcome);
      expect([order, lockedForGood, waits.length]).toEqual([['asks'], locked, rests]);
    });
  });

  test('ruling 64: a weaker hash is replaced at sign-in, our own is not', async () => {
    await authenticator.authenticate('local', attempt);
    expect(rehashed).toEqual([]);

    const slot = queue.enter();
    const cost = { memoryKib: 1_024, passes: 1, lanes: 1 };
    found = { ...found, password_hash: String(await slot.run({ kind: 'argon2id', secret: 'correct horse', cost })) };
    slot.leave();
    await authenticator.authenticate('local', attempt);
    expect(rehashed).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)]);
  });
});
