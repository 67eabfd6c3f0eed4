import { certificateFor } from '../support/certificate.js';
import {
  answer,
  believing,
  BIND,
  entry,
  HostileDirectory,
  result,
  type DirectoryReply,
} from '../support/hostile-directory.js';
import { startInboundNode, type InboundNode } from '../support/inbound-node.js';
import { ldapInstance, ldapProperties } from '../support/ldap-module.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { Slapd } from '../support/slapd.js';
import { directoryPasswords } from '../support/slapd-entries.js';
import { StallingProxy } from '../support/stalling-proxy.js';

const { alice } = directoryPasswords;
const patient = { 'ldap.connect_timeout': '5000', 'ldap.operation_timeout': '5000' };
const impatient = { 'ldap.connect_timeout': '400', 'ldap.operation_timeout': '400' };
/** In clear the connection stands at once, and the system user's bind is what nobody answers. */
const silentFirst = {
  'usual limits': {},
  'limits longer than a sign-in': patient,
  'connections in clear': { ...patient, 'ldap.start_tls': 'false' },
};
/** All that a person waits, in milliseconds (F-22). */
const LONGEST = 5_000;
/** All that the first of two directories is waited for before the second is tried, in milliseconds. */
const A_MOMENT = 1_000;

const certificate = certificateFor('localhost');
let database: TestDatabase;
let slapd: Slapd;
let proxy: StallingProxy;
let silent: StallingProxy;
let hostile: HostileDirectory;
let node: InboundNode;

beforeAll(async () => {
  [database, slapd, hostile] = await Promise.all([
    createTestDatabase(),
    Slapd.start({ certificate }),
    HostileDirectory.start(believing()),
  ]);
  proxy = await StallingProxy.to(slapd.plainUrl);
  silent = await StallingProxy.to(slapd.plainUrl);
  silent.stall();
  const urls = (first: StallingProxy) => ({
    'ldap.url': `ldap://localhost:${new URL(first.url).port} ${slapd.plainUrl}`,
  });
  const inClear = { 'ldap.url': `ldap://127.0.0.1:${hostile.port}`, 'ldap.start_tls': 'false' };
  const throughProxy = { 'ldap.url': `ldap://localhost:${new URL(proxy.url).port}` };
  const module = (moduleId: string, more: Readonly<Record<string, string>>) =>
    ldapInstance(moduleId, ldapProperties(slapd, more));
  node = await startInboundNode(database.url, {
    directories: [
      module('direct', impatient),
      module('usual', {}),
      module('proxied', { ...impatient, ...throughProxy }),
      module('spare', { ...impatient, 'ldap.url': `ldap://localhost:1 ${slapd.plainUrl}` }),
      module('fading', { ...impatient, ...urls(proxy) }),
      ...Object.entries(silentFirst).map(([name, limits]) => module(name, { ...limits, ...urls(silent) })),
      module('small', { ...impatient, 'ldap.pool_size': '2', max_failed_logins_until_lock: '0' }),
      module('hostile', { ...impatient, ...inClear }),
      module('restarting', { ...inClear, 'groups.basedn': 'ou=groups,dc=example,dc=org' }),
    ],
  });
});

afterAll(async () => {
  await node.close();
  await Promise.all([database.drop(), slapd.close(), proxy.close(), silent.close(), hostile.close()]);
});

const sign = (moduleId: string, password = alice) =>
  node.authenticator.authenticate(moduleId, { username: 'alice', password, remoteAddress: '::1' });

/** Failures that are counted, whatever for. */
async function counted(): Promise<number> {
  const statement = { name: 'count', text: 'SELECT coalesce(sum(failures), 0)::int AS n FROM sign_in_throttle' };
  const [row] = await node.sql.query<{ n: number }>(statement, []);
  return row?.n ?? -1;
}

/** Several tries, as people make them, and how long the longest one took. */
async function tries(moduleIds: readonly string[], times = 3) {
  const started = performance.now();
  const outcomes = await Promise.all(
    moduleIds.flatMap((moduleId) => Array.from({ length: times }, () => sign(moduleId))),
  );
  return { kinds: [...new Set(outcomes.map(({ kind }) => kind))], taken: performance.now() - started };
}

/** More of them, one after the other, than wrong passwords would be let pass. */
async function expectUnavailable(impatient: string, ...others: readonly string[]): Promise<void> {
  for (const moduleIds of [[impatient, ...others], [impatient]]) {
    const { kinds, taken } = await tries(moduleIds);

    expect(kinds).toEqual(['unavailable']);
    expect(taken).toBeLessThan(LONGEST);
  }
  expect(await counted()).toBe(0);
}

async function expectWell(moduleId: string): Promise<void> {
  expect((await sign(moduleId)).kind).toBe('authenticated');
}

describe('F-22: people are told that it is unavailable, and no password counts as wrong, where the directory', () => {
  test('is down; it is asked again as soon as it is back', async () => {
    await expectWell('direct');
    await slapd.stop();

    await expectUnavailable('direct', 'usual', 'spare');
    await slapd.run();
    await expectWell('direct');
  });

  test('takes connections and says nothing', async () => {
    await expectWell('usual');
    slapd.freeze();

    await expectUnavailable('direct', 'usual');
    slapd.thaw();
    await expectWell('usual');
  });

  test('is half there: connections stand, and nothing comes through', async () => {
    await expectWell('proxied');
    proxy.stall();

    await expectUnavailable('proxied');
    proxy.resume();
    await expectWell('proxied');
  });

  test('shows a certificate that has run out', async () => {
    await slapd.stop();
    await slapd.run(certificateFor('localhost', { until: '210101000000Z' }));

    await expectUnavailable('direct');
  });
});

describe('F-22: people do not notice where', () => {
  // With the certificate that the modules believe.
  beforeAll(async () => {
    await slapd.stop();
    await slapd.run(certificate);
  });

  test('one of two directories is down', () => expectWell('spare'));

  test('the first of two takes connections and says nothing: some wait a moment, and nobody afterwards', async () => {
    const some = await tries(Object.keys(silentFirst));
    const others = await tries(Object.keys(silentFirst));

    expect([some.kinds, others.kinds]).toEqual([['authenticated'], ['authenticated']]);
    expect(some.taken).toBeLessThan(LONGEST);
    expect(others.taken).toBeLessThan(A_MOMENT);
  });

  test('the first of two falls silent', async () => {
    await expectWell('fading');
    proxy.stall();

    await expectWell('fading');
    proxy.resume();
  });

  test('connections that were idle have been cut', async () => {
    await expectWell('proxied');
    proxy.cut();

    await expectWell('proxied');
  });

  test('many come at once: the system user has as many connections as it may, and no more', async () => {
    const { kinds } = await tries(['small'], 20);

    expect(kinds).toEqual(['authenticated']);
  });

  test('the module restarts while one of them is asked about: they go on, and what was opened since stays', async () => {
    const believes = believing();
    const systemBinds = () => hostile.heard(BIND).filter((each) => each.includes('gatehouse')).length;
    const others: Promise<void>[] = [];
    hostile.reply = async (request) => {
      const isOfPerson = request.operation === BIND && !request.content.includes('gatehouse');
      if (isOfPerson && others.length === 0) {
        node.directories.set('restarting', { ...node.directories.get('restarting')! });
        others.push(expectWell('restarting'));
        await others[0];
      }
      return believes(request);
    };

    await expectWell('restarting');
    const opened = systemBinds();
    await expectWell('restarting');
    expect(others).toHaveLength(1);
    expect(systemBinds()).toBe(opened);
  });

  test('it comes and goes: every password is either judged or counted as none', async () => {
    const outcomes = [];
    for (let time = 0; time < 5; time++) {
      await proxy.refuse();
      outcomes.push((await sign('proxied')).kind);
      await proxy.accept();
      outcomes.push((await sign('proxied')).kind);
    }

    expect(outcomes.filter((_, index) => index % 2 === 1)).toEqual(Array(5).fill('authenticated'));
    expect(outcomes.filter((_, index) => index % 2 === 0)).toEqual(Array(5).fill('unavailable'));
    expect(await counted()).toBe(0);
  });
});

const answers: Readonly<Record<string, DirectoryReply>> = {
  'refers elsewhere': (request) =>
    answer(request, request.operation === BIND ? 0x61 : 0x65, result(request.operation === BIND ? 0 : 10)),
  'found more than it gives': (request) =>
    request.operation === BIND
      ? answer(request, 0x61, result(0))
      : Buffer.concat([entry(request, 'uid=alice,dc=a', { uid: 'alice' }), answer(request, 0x65, result(4))]),
  'is busy': (request) => answer(request, request.operation === BIND ? 0x61 : 0x65, result(51)),
  'is busy when the password is tried': (request) =>
    request.operation === BIND && !request.content.includes('gatehouse')
      ? answer(request, 0x61, result(51))
      : believing()(request),
};

describe('F-22: nor where it', () => {
  test.each(Object.keys(answers))('%s', async (name) => {
    hostile.reply = answers[name]!;

    await expectUnavailable('hostile');
  });
});
