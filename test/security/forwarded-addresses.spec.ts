import { randomUUID } from 'node:crypto';
import { basic, postForm } from '../support/app.js';
import { rowsOf } from '../support/rows.js';
import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { wardModule } from '../support/ward-module.js';

const program = { ...administrator('program', ['VIEW_USERS']), serviceAccount: true };

/** Module `smart_auth` takes callers as they come; `ward` and the admin API believe a proxy of this machine. */
let server: AdminServer;
beforeAll(async () => {
  const properties = [
    ...wardModule,
    ...['ward', 'admin_json'].map((module) => `module.${module}.config.respect_forward_headers=true`),
    'module.local_security.config.max_failed_logins_until_lock=3',
  ];
  server = await startAdminServer({ properties, users: [program] });
});
afterAll(() => server.stop());

/** A request that is refused; answers the address in its audit record. */
async function recordedAddress(module: string, forwardedFor: string): Promise<string | undefined> {
  const clientId = randomUUID();
  const headers = { ...basic(clientId, 'wrong'), 'x-forwarded-for': forwardedFor };
  const path = module === 'ward' ? '/ward' : '';
  await postForm(`${server.issuer}${path}/oauth/token`, { grant_type: 'client_credentials' }, headers);
  const rows = await rowsOf<{ remote_address: string }>(
    server.databaseUrl,
    'select remote_address from audit_event where module_id = $1 and client_id = $2',
    [module, clientId],
  );
  return rows[0]?.remote_address;
}

const asUser = ({ username, password }: { readonly username: string; readonly password: string }) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});
const call = async (from: string, who = program): Promise<number> => {
  const headers = { ...asUser(who), 'x-forwarded-for': from };
  return (await fetch(`${server.adminUrl}/user-management/Master/local_security`, { headers })).status;
};

describe('V-64: X-Forwarded-For at the admin API', () => {
  test('ruling 44: guesses from elsewhere do not lock out a program whose network is known', async () => {
    const before = await call('192.0.2.5');
    const guesses: number[] = [];
    for (const last of [1, 2, 3, 4])
      guesses.push(await call(`198.51.100.${last}`, { ...program, password: 'a guess' }));

    expect([before, guesses, await call('192.0.2.5')]).toEqual([200, [401, 401, 401, 401], 200]);
  });

  test('A-17: the audit log has the caller, of refusals as of changes', async () => {
    const headers = { ...asUser(root), 'content-type': 'application/json' };
    const forwarded = { ...headers, 'x-forwarded-for': '203.0.113.9' };
    await call('203.0.113.8', { ...program, password: 'another guess' });
    const body = JSON.stringify({ username: 'made-afar', password: 'a password by code' });
    const init = { method: 'POST', headers: forwarded, body };
    const { status } = await fetch(`${server.adminUrl}/user-management/Master/local_security`, init);
    const rows = await rowsOf<{ remote_address: string }>(
      server.databaseUrl,
      `select distinct remote_address from audit_event where module_id = 'admin_json' or username in ('program', 'made-afar', 'root')`,
    );
    const addresses = rows.map(({ remote_address: address }) => address);

    expect(status).toBe(201);
    expect(addresses).toEqual(expect.arrayContaining(['203.0.113.8', '203.0.113.9']));
    expect(addresses).not.toContain('127.0.0.1');
  });
});

describe('V-64: X-Forwarded-For', () => {
  test('counts nothing unless the module respects it', async () => {
    expect(await recordedAddress('smart_auth', '192.0.2.7')).toBe('127.0.0.1');
  });

  test('of a trusted proxy names the caller, in the audit log too', async () => {
    expect(await recordedAddress('ward', '192.0.2.7')).toBe('192.0.2.7');
  });

  test.each(['1.1.1.1, 192.0.2.8', '127.0.0.1, 192.0.2.8'])(
    'counts no more than the proxy itself wrote: %s',
    async (value) => {
      expect(await recordedAddress('ward', value)).toBe('192.0.2.8');
    },
  );

  test.each([
    { name: 'a name', value: 'a.evil.test' },
    { name: 'unknown', value: 'unknown' },
    { name: 'a long text', value: 'x'.repeat(9000) },
    { name: 'SQL', value: "192.0.2.9'); drop table audit_event;--" },
  ])('leaves the address of the proxy where it is $name', async ({ value }) => {
    expect(await recordedAddress('ward', value)).toBe('127.0.0.1');
  });

  test('separates the limits of callers', async () => {
    const guess = async (from: string): Promise<number> => {
      const headers = { ...basic('backend', 'wrong'), 'x-forwarded-for': from };
      return (await postForm(`${server.issuer}/ward/oauth/token`, { grant_type: 'client_credentials' }, headers))
        .status;
    };
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 100) statuses.push(await guess('198.51.100.1'));

    expect(statuses.at(-1)).toBe(429);
    expect(await guess('198.51.100.2')).toBe(401);
  });
});
