import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { MemoryLog } from '../support/memory-log.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { Logger } from '../support/product.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

interface Finding {
  readonly severity: string;
  readonly about: string;
  readonly problem: string;
}

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const start = (counting: string, properties: readonly string[] = []): Promise<TestServer> =>
  startTestServer({ databaseUrl: database.url, properties: [`node.propertysource=${counting}`, ...properties] });

/** What a start with the property file alone says about the database, and what the doctor says then. */
async function switched(): Promise<{ readonly log: readonly string[]; readonly findings: readonly Finding[] }> {
  const log = new MemoryLog();
  const starting = start('PROPERTIES');
  // A start silences the log first.
  Logger.overrideLogger(log);
  const server = await starting;
  Logger.overrideLogger(false);
  const { out } = await gatehouse(['doctor', '--json'], { environment: server.environment, folder });
  await server.stop();
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  return {
    log: log.entries.filter((entry) => entry.includes('property file, which counts')),
    findings: findings.filter(({ problem }) => problem.includes('property file, which counts')),
  };
}

test('A switch from DATABASE to PROPERTIES tells of modules that are lost by it, with their clients, and of options that differ', async () => {
  const fresh = await switched();
  const port = String(await freePort());
  const first = await start('DATABASE', [
    'module.ward.type=SECURITY_OUT_SMART',
    'module.ward.requires.SECURITY_IN_UP=local_security',
    `module.ward.config.port=${port}`,
    `module.ward.config.issuer.url=http://127.0.0.1:${port}`,
    'module.smart_auth.config.approval.page_size=7',
  ]);
  const clients = ['one', 'two'].map((clientId) => ({
    ...{ clientId, moduleId: 'ward', enabled: true, scopes: ['openid'], allowedGrantTypes: ['AUTHORIZATION_CODE'] },
    registeredRedirectUris: ['https://app.example.org/cb'],
  }));
  await writeFile(join(folder, 'clients.json'), JSON.stringify({ clients }));
  const { code } = await gatehouse(['import', 'clients.json'], { environment: first.environment, folder });
  await first.stop();

  const { log, findings } = await switched();

  expect([code, fresh.log, fresh.findings]).toEqual([0, [], []]);
  expect(log).toEqual([
    expect.stringMatching(/module\.ward: is in the database and not in the property file.*its 2 clients get no token/),
    expect.stringMatching(/differs from the property file.*module\.smart_auth\.config\.approval\.page_size/),
  ]);
  expect(findings).toEqual([
    expect.objectContaining({
      severity: 'warning',
      about: 'module.ward',
      problem: expect.stringContaining('2 clients') as string,
    }),
    expect.objectContaining({ severity: 'warning', about: expect.stringContaining('approval.page_size') as string }),
  ]);
});
