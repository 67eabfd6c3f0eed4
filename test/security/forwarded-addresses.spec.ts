import { randomUUID } from 'node:crypto';
import { basic, postForm } from '../support/app.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { wardModule } from '../support/ward-module.js';

/** Module `smart_auth` takes callers as they come; `ward` believes a proxy of this machine. */
let server: TestServer;
beforeAll(async () => {
  const properties = [...wardModule, 'module.ward.config.respect_forward_headers=true'];
  server = await startTestServer({ properties });
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
