import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { rowsOf } from '../support/rows.js';

/** What a change leaves on record, without what tells one object, or one author, from another. */
interface Trace {
  readonly kind: string;
  readonly module: string;
  readonly outcome: string;
  readonly change: string;
  readonly said: readonly string[];
}

/** A kind of object, and how the two ways in name it. */
const kinds = [
  {
    ...{
      kind: 'clients',
      path: '/openid-connect-clients/Master/smart_auth',
      id: 'clientId',
      topic: 'clients:smart_auth',
    },
    object: {
      clientName: 'Laboratory',
      enabled: true,
      allowedGrantTypes: ['CLIENT_CREDENTIALS'],
      scopes: ['system/*.rs'],
    },
    secret: { clientSecrets: [{ secret: 'the secret of the lab' }], secretRequired: true },
    wrong: { accessTokenValiditySeconds: 'long', scopes: 'openid' },
    fields: ['accessTokenValiditySeconds', 'scopes'],
  },
  {
    ...{ kind: 'users', path: '/user-management/Master/local_security', id: 'username', topic: 'users:local_security' },
    object: { familyName: 'Quill' },
    secret: { password: 'a quite long password' },
    wrong: { email: 7, authorities: 'all' },
    fields: ['email', 'authorities'],
  },
  {
    ...{
      kind: 'servers',
      path: '/openid-connect-servers/Master/smart_auth',
      id: 'issuer',
      topic: 'servers:smart_auth',
    },
    object: { name: 'There', tokenIntrospectionClientId: 'gatehouse' },
    secret: { tokenIntrospectionClientSecret: 'the secret over there' },
    wrong: { name: 7 },
    fields: ['name'],
  },
  {
    ...{ kind: 'keystores', path: '/keystores', id: 'keystoreId', topic: undefined },
    object: {},
    secret: {},
    wrong: { rotationDays: 'often' },
    fields: ['rotationDays'],
  },
] as const;

let server: AdminServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-documents-'));
  server = await startAdminServer();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What `work` leaves on record. */
async function tracesOf(work: () => Promise<unknown>): Promise<readonly Trace[]> {
  const before = await rowsOf<{ id: string }>(server.databaseUrl, 'select id from audit_event');
  await work();
  const text = `select kind, module_id as module, outcome, detail->>'change' as change,
                  array(select jsonb_object_keys(detail::jsonb) order by 1) as said
                from audit_event where id <> all ($1::uuid[]) and kind like '%\\_CHANGE' order by kind`;
  return rowsOf<Trace>(server.databaseUrl, text, [before.map(({ id }) => id)]);
}

async function imported(kind: string, object: object): Promise<string> {
  const file = join(folder, `${kind}.json`);
  await writeFile(file, JSON.stringify({ [kind]: [object] }));
  const { out, err } = await gatehouse(['import', file, '--json'], { environment: server.environment, folder });
  return out + err;
}

describe.each(kinds)('ruling 52: $kind by the admin API and by the command line are one command', (row) => {
  const { kind, path, id, object, secret, wrong, fields } = row;
  const named = (name: string) => ({
    ...object,
    ...secret,
    [id]: kind === 'servers' ? `https://${name}.example` : `${kind}-${name}`,
  });

  test('what is made is on record in the same way, and without its secret', async () => {
    const byApi = await tracesOf(() => server.as().post(path, named('by-api')));
    const byCommand = await tracesOf(() => imported(kind, named('by-command')));

    expect(byApi).toHaveLength(1);
    expect(byCommand).toEqual(byApi);
  });

  test('what is wrong is refused for the same reasons, and leaves nothing', async () => {
    const answers: string[] = [];
    const traces = await tracesOf(async () => {
      const { status, text } = await server.as().post(path, { ...named('wrong'), ...wrong });
      answers.push(String(status) + text, await imported(kind, { ...named('wrong'), ...wrong }));
    });

    expect(answers[0]).toMatch(/^400/);
    expect(answers[1]).toContain('"refused"');
    for (const answer of answers) expect(fields.filter((field) => !answer.includes(`"${field}"`))).toEqual([]);
    expect(traces).toEqual([]);
  });
});
