import { SecondFactorOptions } from '../../libs/inbound-security/src/second-factor/second-factor.options.js';
import type { PasskeyPlace } from '../../libs/inbound-security/src/passkeys.port.js';
import type { DirectoryUser } from '../../libs/inbound-security/src/user-directory.port.js';
import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { PasskeyDevice, type Behaviour } from '../support/passkey-device.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const options = (change: Partial<SecondFactorOptions>): SecondFactorOptions =>
  Object.assign(new SecondFactorOptions(), change);
const modules = {
  local: { secondFactor: options({ passkeys: 'sign_in' }) },
  second: {},
  none: { secondFactor: options({ passkeys: 'off' }) },
  strict: { secondFactor: options({ passkeys: 'sign_in', lockAfterFailures: 3 }) },
};
const origin = 'https://login.hospital.example';
const relyingParty = { id: 'login.hospital.example', origin };
const from = { remoteAddress: '192.0.2.1' };
const here: PasskeyPlace = { moduleId: 'smart_auth', browserHash: 'browser', relyingParty };

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, { modules });
  otherNode = await startInboundNode(database.url, { modules });
});

afterEach(() => moveDatabaseClock(database.url, 0));

afterAll(async () => {
  await node.close();
  await otherNode.close();
  await database.drop();
});

async function someone(moduleId = 'local'): Promise<DirectoryUser> {
  return node.commands.create(moduleId, testUser(`person-${String(++people)}`));
}

async function fresh({ moduleId, pid }: DirectoryUser): Promise<DirectoryUser> {
  return (await node.directory.find(moduleId, pid))!;
}

async function register(user: DirectoryUser, device: PasskeyDevice, behaviour: Behaviour = {}, mayAdd = true) {
  const answer = device.create(await node.passkeys.registrationOptions(user, here), behaviour);
  return node.passkeys.register(user, here, { answer, mayAdd });
}

/** A person with a passkey. */
async function owner(moduleId = 'local', isSynced = false) {
  const device = new PasskeyDevice(origin, isSynced);
  const user = await someone(moduleId);
  const registered = await register(user, device);
  if (registered.kind !== 'registered') throw new Error(JSON.stringify(registered));
  return { user: await fresh(user), device, registered };
}

const asked = async (user: DirectoryUser, place = here): Promise<string> =>
  (await node.passkeys.proofOptions(user, place)) ?? 'null';

const refused = (fault: string) => ({ kind: 'refused', fault });

describe('a passkey is registered', () => {
  test('with what was asked for, and the first one with recovery codes', async () => {
    const user = await someone();
    const wanted = JSON.parse(await node.passkeys.registrationOptions(user, here)) as Record<string, unknown>;
    const first = await register(user, new PasskeyDevice(origin));
    const second = await register(await fresh(user), new PasskeyDevice(origin, true));

    expect(wanted).toMatchObject({
      rp: { id: 'login.hospital.example', name: 'Gatehouse' },
      user: { name: user.username, displayName: 'Anna Muster' },
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      attestation: 'none',
    });
    expect(first).toMatchObject({ kind: 'registered', passkey: { label: 'Passkey of a device', isSynced: false } });
    expect(first.kind === 'registered' && first.recoveryCodes).toHaveLength(10);
    expect(second).toMatchObject({ kind: 'registered', passkey: { isSynced: true, isBackedUp: true } });
    expect(second).not.toHaveProperty('recoveryCodes');
    expect((await fresh(user)).secondFactor.kinds).toEqual(['passkey']);
    const again = JSON.parse(await node.passkeys.registrationOptions(user, here)) as Record<string, unknown[]>;
    expect(again['excludeCredentials']).toHaveLength(2);
    expect(again['user']).toEqual(wanted['user']);
  });

  test.each<{ name: string; behaviour: Behaviour; fault: string }>([
    { name: 'of another origin', behaviour: { origin: 'https://evil.example' }, fault: 'passkey-invalid' },
    { name: 'of an origin of the same host', behaviour: { origin: `${origin}:8443` }, fault: 'passkey-invalid' },
    { name: 'for another relying party', behaviour: { rpId: 'hospital.example' }, fault: 'passkey-invalid' },
    { name: 'without anybody there', behaviour: { isPresent: false }, fault: 'passkey-invalid' },
    { name: 'that answers a request', behaviour: { type: 'webauthn.get' }, fault: 'passkey-invalid' },
    { name: 'R-12: with a statement of its maker', behaviour: { format: 'apple' }, fault: 'passkey-invalid' },
    { name: 'made in a frame', behaviour: { clientData: { crossOrigin: true } }, fault: 'passkey-malformed' },
    { name: 'for a challenge of its own', behaviour: { challenge: 'a'.repeat(72) }, fault: 'passkey-challenge' },
  ])('but not one $name', async ({ behaviour, fault }) => {
    const user = await someone();

    expect(await register(user, new PasskeyDevice(origin), behaviour)).toEqual(refused(fault));
    expect((await fresh(user)).secondFactor.kinds).toEqual([]);
  });

  test('nor one that somebody has, nor the 21st', async () => {
    const { user, device } = await owner();
    const [one, other] = [await register(user, device), await register(await someone(), device)];
    for (let more = 1; more < 20; more += 1) await register(user, new PasskeyDevice(origin));

    expect([one.kind, other.kind]).toEqual(['known', 'known']);
    expect((await register(user, new PasskeyDevice(origin))).kind).toBe('too-many');
    expect(await node.passkeys.list(user)).toHaveLength(20);
  });

  test('V-33: nor beside a factor that was not shown at this sign-in, whatever caches say', async () => {
    const { user } = await owner();

    expect((await register(user, new PasskeyDevice(origin), {}, false)).kind).toBe('known');
    expect(await node.passkeys.list(user)).toHaveLength(1);
  });

  test('nor where passkeys are off', async () => {
    expect(await register(await someone('none'), new PasskeyDevice(origin))).toEqual(refused('passkey-account'));
  });
});

describe('a passkey besides a password', () => {
  test('counts, with or without PIN, and whether it is backed up is known', async () => {
    const { user, device } = await owner();

    const first = await node.passkeys.prove(user, here, device.get(await asked(user)));
    const second = await node.passkeys.prove(user, here, device.get(await asked(user), { isVerified: false }));

    expect([first.kind, second.kind]).toEqual(['proved', 'proved']);
    expect((await node.passkeys.list(user))[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  test('V-57: an answer counts once, in all processes together', async () => {
    const { user, device } = await owner('local', true);
    const answer = device.get(await asked(user));

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? node : otherNode).passkeys.prove(user, here, answer)),
    );

    expect(outcomes.filter(({ kind }) => kind === 'proved')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual(Array(7).fill(refused('passkey-challenge')));
  });

  test.each<{ name: string; behaviour: Behaviour; fault: string }>([
    { name: 'of another origin', behaviour: { origin: 'https://evil.example' }, fault: 'passkey-invalid' },
    { name: 'for another relying party', behaviour: { rpId: 'evil.example' }, fault: 'passkey-invalid' },
    { name: 'by another key', behaviour: { wrongKey: true }, fault: 'passkey-invalid' },
    { name: 'without anybody there', behaviour: { isPresent: false }, fault: 'passkey-invalid' },
    { name: 'that answers a registration', behaviour: { type: 'webauthn.create' }, fault: 'passkey-invalid' },
    { name: 'for another person', behaviour: { userHandle: 'c29tZWJvZHk' }, fault: 'passkey-unknown' },
    { name: 'made in a frame', behaviour: { clientData: { crossOrigin: true } }, fault: 'passkey-malformed' },
    { name: 'with a counter that stands still', behaviour: { counter: 1 }, fault: 'passkey-counter' },
    { name: 'with a counter that is gone', behaviour: { counter: 0 }, fault: 'passkey-counter' },
  ])('B-31: does not count $name', async ({ behaviour, fault }) => {
    const { user, device } = await owner();

    const outcome = await node.passkeys.prove(user, here, device.get(await asked(user), behaviour));

    expect(outcome).toEqual(refused(fault));
    expect((await node.passkeys.list(user))[0]).not.toHaveProperty('lastUsedAt');
  });

  test("V-22, V-32: does not count for another browser's, module's, person's or purpose's challenge; each still counts where it belongs", async () => {
    const { user, device } = await owner('local', true);
    const stranger = await owner('local', true);
    const forHere = await asked(user);
    const answer = device.get(forHere);
    const elsewhere = [
      { ...here, browserHash: 'other' },
      { ...here, moduleId: 'other_module' },
    ];

    for (const place of elsewhere)
      expect(await node.passkeys.prove(user, place, answer)).toEqual(refused('passkey-challenge'));
    expect(await node.passkeys.prove(stranger.user, here, answer)).toEqual(refused('passkey-challenge'));
    expect(await node.passkeys.signIn('local', here, answer, from)).toEqual(refused('passkey-challenge'));
    const forOther = stranger.device.get(await asked(user), { userHandle: null });
    expect(await node.passkeys.prove(user, here, forOther)).toEqual(refused('passkey-unknown'));
    const registration = await node.passkeys.registrationOptions(user, here);
    const crossed = device.get(JSON.stringify({ ...JSON.parse(registration), rpId: relyingParty.id }));
    expect(await node.passkeys.prove(user, here, crossed)).toEqual(refused('passkey-challenge'));
    expect((await node.passkeys.prove(user, here, answer)).kind).toBe('proved');
  });

  test('its challenge is good for five minutes', async () => {
    const { user, device } = await owner();
    const answer = device.get(await asked(user));
    await moveDatabaseClock(database.url, 301);

    expect(await node.passkeys.prove(user, here, answer)).toEqual(refused('passkey-challenge'));
  });

  test('V-59: failures count with those of codes, over all processes, and lock both', async () => {
    const { user, device } = await owner('strict');
    for (const wrong of [0, 1]) {
      const answer = device.get(await asked(user), { wrongKey: true });
      await (wrong === 0 ? node : otherNode).passkeys.prove(user, here, answer);
    }
    await node.secondFactors.proveByCode(user, '000000');

    const outcome = await node.passkeys.prove(user, here, device.get(await asked(user)));

    expect(outcome).toEqual(refused('second-factor-locked'));
  });

  test('is not asked for where it cannot work, or does not count', async () => {
    const { user } = await owner();
    const elsewhere = { id: 'clinic.example', origin: 'https://clinic.example' };

    expect(await node.passkeys.proofOptions(user, { ...here, relyingParty: elsewhere })).toBeUndefined();
    expect(await node.passkeys.proofOptions(await someone(), here)).toBeUndefined();
    expect(await node.passkeys.proofOptions({ ...user, moduleId: 'none' }, here)).toBeUndefined();
  });
});

describe('a passkey alone', () => {
  const signIn = (device: PasskeyDevice, behaviour: Behaviour = {}, moduleId = 'local') =>
    node.passkeys.signIn(moduleId, here, device.get(node.passkeys.signInOptions(here), behaviour), from);

  test('V-56: is asked of everybody in the same words', () => {
    const { challenge, ...asks } = JSON.parse(node.passkeys.signInOptions(here)) as Record<string, unknown>;

    expect(asks).toEqual({
      rpId: 'login.hospital.example',
      timeout: 300_000,
      allowCredentials: [],
      userVerification: 'required',
    });
    expect(challenge).toMatch(/^[\w-]{72}$/);
  });

  test('signs in whose it is', async () => {
    const { user, device } = await owner();

    expect(await signIn(device)).toMatchObject({ kind: 'authenticated', user: { pid: user.pid } });
  });

  test.each<{ name: string; behaviour: Behaviour; fault: string }>([
    { name: 'without PIN or finger', behaviour: { isVerified: false }, fault: 'passkey-invalid' },
    { name: 'without saying whose it is', behaviour: { userHandle: null }, fault: 'passkey-unknown' },
    { name: 'of another origin', behaviour: { origin: 'https://evil.example' }, fault: 'passkey-invalid' },
    { name: 'with a counter that stands still', behaviour: { counter: 1 }, fault: 'passkey-counter' },
  ])('does not count $name', async ({ behaviour, fault }) => {
    const { device, user } = await owner();

    expect(await signIn(device, behaviour)).toMatchObject({ ...refused(fault), user: { pid: user.pid } });
  });

  test('V-54: does not count for accounts that are locked, disabled, gone or kept elsewhere', async () => {
    const locked = await owner();
    await node.commands.lock('local', locked.user.pid);
    const disabled = await owner();
    await node.commands.disable('local', disabled.user.pid);
    const gone = await owner();
    await node.commands.remove('local', gone.user.pid);
    const external = await owner();
    await rowsOf(database.url, 'update user_account set external = true where pid = $1', [external.user.pid]);
    const stranger = await signIn(new PasskeyDevice(origin), { userHandle: 'c29tZWJvZHk' });

    const outcomes = [await signIn(locked.device), await signIn(disabled.device), await otherSignIn(external.device)];

    for (const outcome of outcomes) expect(outcome).toMatchObject(refused('passkey-account'));
    expect(await signIn(gone.device)).toEqual(refused('passkey-unknown'));
    expect(stranger).toEqual(refused('passkey-unknown'));
  });

  const otherSignIn = (device: PasskeyDevice) =>
    otherNode.passkeys.signIn('local', here, device.get(node.passkeys.signInOptions(here)), from);

  test("V-55, A-17: what strangers forge locks nothing of its owner's, and a lock that others caused does not keep the owner out", async () => {
    const { user, device } = await owner('strict');
    const forgeries: readonly Behaviour[] = [
      { wrongKey: true },
      { userHandle: 'AAAA' },
      { origin: 'https://evil.example' },
    ];
    for (const forgery of [...forgeries, ...forgeries]) await signIn(device, forgery, 'strict');
    const beside = await node.passkeys.prove(user, here, device.get(await asked(user)));
    const codes = ['000000', '000001', '000002', '000003'];
    const last = (await Promise.all(codes.map((code) => node.secondFactors.proveByCode(user, code)))).map(
      ({ kind }) => kind,
    );

    expect(last).toContain('locked');
    expect(beside.kind).toBe('proved');
    expect(await signIn(device, {}, 'strict')).toMatchObject({ kind: 'authenticated', user: { pid: user.pid } });
  });

  test('does not count in another inbound module, nor where it is only a second factor', async () => {
    const { device } = await owner();
    const beside = await owner('second');

    expect(await signIn(device, {}, 'strict')).toEqual(refused('passkey-unknown'));
    expect(await signIn(beside.device, {}, 'second')).toEqual(refused('passkey-account'));
    expect(node.passkeys.areEnoughFor('second')).toBe(false);
  });
});

describe('people', () => {
  test('name and remove their own; recovery codes go with the last factor', async () => {
    const { user, registered } = await owner();
    const other = await owner();
    const { id } = registered.passkey;

    expect(await node.passkeys.rename(other.user, id, 'mine')).toBe(false);
    expect(await node.passkeys.remove(other.user, id)).toBeUndefined();
    expect(await node.passkeys.rename(user, id, '  Blue\nkey ')).toBe(true);
    expect(await node.passkeys.list(user)).toMatchObject([{ label: 'Blue key' }]);
    expect(await node.secondFactors.recoveryCodesLeft(user)).toBe(10);
    expect(await node.passkeys.remove(user, id)).toMatchObject({ label: 'Blue key' });
    expect(await node.secondFactors.recoveryCodesLeft(user)).toBe(0);
    expect((await fresh(user)).secondFactor.kinds).toEqual([]);
  });

  /** Five people with two passkeys remove both at once, each in another process; how many are left of passkeys and recovery codes. */
  const leftAfterRace = async (isRequired: boolean) => {
    const owners = await Promise.all(Array.from({ length: 5 }, () => owner()));
    const left = owners.map(async ({ user, registered }) => {
      const second = await register(user, new PasskeyDevice(origin));
      const ids = [registered, second].flatMap((each) => (each.kind === 'registered' ? each.passkey.id : []));
      const person = { ...user, secondFactor: { ...user.secondFactor, isRequired } };
      await Promise.all(ids.map((id, n) => (n === 0 ? node : otherNode).passkeys.remove(person, id)));
      for (const { id } of isRequired ? await node.passkeys.list(user) : []) await node.passkeys.remove(person, id);
      return [(await node.passkeys.list(user)).length, await node.secondFactors.recoveryCodesLeft(user)];
    });
    return Promise.all(left);
  };

  test('V-54: who must have a second factor keeps the last one, whatever they remove at once', async () => {
    expect(await leftAfterRace(true)).toEqual(Array(5).fill([1, 10]));
  });

  test('of factors that go at once the last takes the recovery codes along', async () => {
    expect(await leftAfterRace(false)).toEqual(Array(5).fill([0, 0]));
  });

  test('have one taken away by an administrator, who sees which there are; sessions end', async () => {
    const { user, registered } = await owner();
    const key = { nodeId: 'Master', moduleId: 'local', pid: user.pid };
    const options = { author: { kind: 'command', actor: 'admin' } } as const;
    const { id } = registered.passkey;
    const scope = { moduleId: 'smart_auth', secure: true, idleMinutes: 5, absoluteHours: 1, mostPerPerson: 0 };
    const { browser } = await node.sessions.identify(scope, undefined);
    await node.sessions.signIn(scope, browser, user, ['pwd', 'mfa']);

    expect(await node.administration.passkeys(key)).toMatchObject([{ id, label: 'Passkey of a device' }]);
    expect(await node.administration.removePasskey(key, 'another', options)).toEqual({ kind: 'unknown' });
    expect(await node.administration.removePasskey(key, id, options)).toEqual({ kind: 'changed' });
    expect(await node.administration.passkeys(key)).toEqual([]);
    expect(await node.administration.passkeys({ ...key, pid: 1_000_000 })).toBeUndefined();
    expect(await node.secondFactors.recoveryCodesLeft(user)).toBe(0);
    expect(node.audit.at(-1)).toMatchObject({
      kind: 'USER_CHANGE',
      userPid: user.pid,
      detail: { fields: ['passkeys'], endedSessions: 1 },
    });
  });

  test('lose all with a reset of their second factor', async () => {
    const { user } = await owner();

    const key = { nodeId: 'Master', moduleId: 'local', pid: user.pid };

    await node.administration.resetSecondFactor(key, { author: { kind: 'command', actor: 'admin' } });

    expect(await node.passkeys.list(user)).toEqual([]);
  });
});

test.each([
  '',
  '{}',
  '[]',
  'null',
  '{"id":"a"}',
  '{"id":"a","rawId":"a","type":"public-key","response":{}}',
  'x'.repeat(20_000),
])('V-92: %s is no answer', async (text) => {
  const user = await someone();

  expect(await node.passkeys.prove(user, here, text)).toEqual(refused('passkey-malformed'));
  expect(await node.passkeys.signIn('local', here, text, from)).toEqual(refused('passkey-malformed'));
});
