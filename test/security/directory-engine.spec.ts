import type LdapAuth from 'ldapauth-fork';
import { certificateFor } from '../support/certificate.js';
import { engineAttempt, type EngineOptions } from '../support/directory-engine.js';
import { directoryBase, Slapd } from '../support/slapd.js';
import { directoryPasswords } from '../support/slapd-entries.js';

let slapd: Slapd;
beforeAll(async () => {
  slapd = await Slapd.start();
});
afterAll(() => slapd.close());

type Security = LdapAuth.Server['security'];
const alice = ['alice', directoryPasswords.alice] as const;

/** The name of the error, or who was signed in. */
async function attempt(
  credentials: readonly [string, string],
  { security = 'start-tls', ...options }: EngineOptions & { readonly security?: Security } = {},
): Promise<string> {
  const port = Number(new URL(security === 'tls' ? slapd.secureUrl : slapd.plainUrl).port);
  const outcome = await engineAttempt({ host: 'localhost', port, security }, credentials, { ca: slapd.ca, ...options });
  return 'dn' in outcome ? String(outcome['uid']) : outcome.name;
}

describe('a directory', () => {
  test.each<Security>(['tls', 'start-tls', 'none'])('by %s knows people by their passwords', async (security) => {
    const outcomes = [
      await attempt(alice, { security }),
      await attempt(['alice', 'wrong'], { security }),
      await attempt(['nobody', directoryPasswords.alice], { security }),
    ];

    expect(outcomes).toEqual(['Alice', 'InvalidCredentialsError', 'NoSuchObjectError']);
  });

  test('is out of order, and nobody wrong, where it refuses the system user or has no such base', async () => {
    const wrong = { dn: `cn=gatehouse,${directoryBase}`, password: 'old' };

    expect(await attempt(alice, { service: wrong })).toBe('SystemUserRefusedError');
    expect(await attempt(alice, { filter: '(nonsense' })).toBe('Error');
  });

  test.each([
    '*',
    'al*',
    '*)(uid=*',
    'Alice)(&',
    ')(cn=',
    '\\2a',
    '\\',
    'Ali\0ce',
    ',+"<>;=#',
    ' ',
    'Alice)(uid=*))(|(uid=*',
  ])('V-70: finds nobody by %j', async (username) => {
    expect(await attempt([username, directoryPasswords.alice])).toBe('NoSuchObjectError');
  });

  test('V-70: finds a name of signs that mean something elsewhere as it is', async () => {
    expect(await attempt(['carol(*)\\,', directoryPasswords.carol])).toBe('carol(*)\\,');
  });

  test('V-70: signs nobody in where the query finds several people', async () => {
    expect(await attempt(alice, { filter: '(|(uid={0})(uid=bob))' })).toBe('NoSuchObjectError');
    expect(await attempt(alice, { filter: '(|(uid={0})(objectClass=person))' })).toBe('NoSuchObjectError');
  });

  test('V-55: lets in whose name was typed, although somebody else’s attribute says the same', async () => {
    const filter = '(|(uid={0})(uid=bob))';
    const isMeant: EngineOptions['isMeant'] = ({ uid }) => uid === 'Alice';

    expect(await attempt(alice, { filter, isMeant })).toBe('Alice');
    expect(await attempt(['alice', directoryPasswords.bob], { filter, isMeant })).toBe('InvalidCredentialsError');
    expect(await attempt(alice, { filter, isMeant: () => true })).toBe('NoSuchObjectError');
  });

  test.each<Security>(['tls', 'start-tls'])(
    'S-15: by %s is believed only with a certificate of its own',
    async (security) => {
      const outcomes = [
        await attempt(alice, { security, ca: certificateFor('localhost').cert }),
        await attempt(alice, { security, ca: certificateFor('elsewhere.example').cert }),
      ];

      expect(outcomes).toEqual(['Error', 'Error']);
    },
  );

  test('S-15: by a certificate of another host, or one that has run out, is not believed', async () => {
    await slapd.stop();
    const elsewhere = certificateFor('elsewhere.example');
    await slapd.run(elsewhere);
    const ofAnother = await attempt(alice, { ca: elsewhere.cert });
    await slapd.stop();
    const old = certificateFor('localhost', { until: '210101000000Z' });
    await slapd.run(old);
    const outdated = await attempt(alice, { ca: old.cert });

    expect([ofAnother, outdated]).toEqual(['Error', 'Error']);
  });
});
