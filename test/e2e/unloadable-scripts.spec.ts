import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { answered, clientToken } from '../support/endpoint-calls.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { ConfigurationRefusedError } from '../support/product.js';
import { SECRET } from '../support/test-clients.js';
import { startTestServer } from '../support/test-server.js';

type Json = Readonly<Record<string, unknown>>;
interface Option {
  readonly key: string;
  readonly value: string;
}

const MODULE = '/module-config/Master/smart_auth';
const BROKEN = 'function onTokenGenerating() {\n  let x = ;\n}\n';
/** In Windows-1252. */
const OLD = Buffer.from("// of old\nvar name = 'M\xfcller';", 'latin1');
const SOUND = 'function onTokenGenerating() {}\n';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({
    files: { 'broken.js': BROKEN, 'sound.js': SOUND, 'empty.js': '\n', 'old.js': OLD },
  });
});
afterAll(() => server.stop());

const folder = (): string => dirname(server.environment['GATEHOUSE_CONFIG'] ?? '');

/** Sets one option of `smart_auth`, beside those it has. */
async function set(option: Option, query = '', beside: readonly Option[] = []) {
  const { body } = await server.as().get<{ options: readonly Option[] }>(MODULE);
  const options = [...body.options.filter(({ key }) => !/script|ecmascript/.test(key)), option, ...beside];
  return server.as().put<{ messages: Json[]; status: Json }>(`${MODULE}/set${query}`, { options });
}

const state = async (): Promise<Json | undefined> => {
  interface Status {
    readonly nodes: readonly { readonly modules: readonly Json[] }[];
  }
  const { body } = await server.as().get<Status>('/runtime-status/node-statuses/complete');
  return body.nodes[0]?.modules.find((each) => each['moduleId'] === 'smart_auth');
};

describe('a script that does not load', () => {
  test.each([
    ['post_authorize_script.text', BROKEN, /line 2, column \d+: /, 'Correct the script'],
    ['post_authorize_script.file', 'classpath:broken.js', /classpath:broken\.js.*line 2, column \d+: /, 'Correct'],
    ['post_authorize_script.file', 'classpath:gone.js', /gone\.js, which is not there/, 'Name a file that is there'],
    ['post_authorize_script.file', 'library:nowhere', /library:nowhere, which is not there/, 'Save it in the library'],
    ['post_authorize_script.file', 'classpath:empty.js', /is empty/, 'Write the script'],
    ['post_authorize_script.file', 'classpath:old.js', /not UTF-8 \(line 2\)/, 'Save it as UTF-8'],
    [
      'post_authorize_script.text',
      'function onTokenGeneratin() {}',
      /no script for its place: .*write onTokenGenerating for onTokenGeneratin$/,
      'Correct the script',
    ],
    // Of a module with CODAP, which takes the function of its token script where it has none of its own.
    [
      'post_authorize_script.text',
      SOUND,
      /no script for its place: there is no function authenticate: it has onTokenGenerating/,
      'Correct the script',
      { key: 'codap.enabled', value: 'true' },
    ],
    ['codap.auth_script.text', 'export function authenticate() {}', /line 1, column \d+: /, 'Correct the script'],
  ])('keeps %s from being saved as %j, with its place', async (key, value, problem, remedy, ...beside: Option[]) => {
    const before = await server.as().get<Json>(MODULE);
    const refused = await set({ key, value }, '', beside);

    expect(refused.status).toBe(400);
    expect(refused.body.messages).toMatchObject([
      {
        field: key,
        message: expect.stringMatching(problem) as string,
        remedy: expect.stringContaining(remedy) as string,
      },
    ]);
    expect((await server.as().get<Json>(MODULE)).body).toEqual(before.body);
  });

  test.each(['federationAuthScriptText', 'federationUserMappingScriptText'])(
    'keeps a server definition with it in %s from being saved',
    async (field) => {
      const definition = { issuer: 'https://idp.example.org', name: 'IdP', tokenIntrospectionClientId: 'us' };
      const at = '/openid-connect-servers/Master/smart_auth';
      const refused = await server.as().post<{ messages: Json[] }>(at, { ...definition, [field]: BROKEN });

      expect([refused.status, refused.body.messages[0]?.['field']]).toEqual([400, field]);
      expect(JSON.stringify(refused.body)).toMatch(/line 2, column \d+: /);
      expect((await server.as().get(`${at}/?issuer_url=https://idp.example.org`)).status).toBe(404);
    },
  );

  test('ruling 53: a module goes on as it was when it is restarted with one', async () => {
    await writeFile(join(folder(), 'mine.js'), SOUND);
    expect((await set({ key: 'post_authorize_script.file', value: 'classpath:mine.js' }, '?restart=true')).status).toBe(
      200,
    );
    await expect(clientToken(server.issuer)).resolves.toBeDefined();
    await writeFile(join(folder(), 'worse.js'), SOUND);
    const saved = await set({ key: 'post_authorize_script.file', value: 'classpath:worse.js' });
    await writeFile(join(folder(), 'worse.js'), BROKEN);
    await server.as().post(`${MODULE}/restart`);

    expect(saved.status).toBe(200);
    expect(JSON.stringify(await state())).toMatch(/post_authorize_script\.file.*worse\.js.*line 2, column/);
    await expect(clientToken(server.issuer)).resolves.toBeDefined();
  });

  test('ruling 36: nobody has a token while its file is gone, and everybody again when it is back', async () => {
    const option = { key: 'post_authorize_script.file', value: 'classpath:lost.js' };
    const file = join(folder(), 'lost.js');
    const asked = async () => {
      const { status, body } = await answered(
        postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic('backend', SECRET)),
      );
      return [status, body.error];
    };
    await writeFile(file, SOUND);
    expect((await set(option, '?restart=true')).status).toBe(200);
    const [before] = await asked();
    await rm(file);
    // Whoever saves a property looks at its file at once; the requests of a second do so together.
    const saved = await set(option);
    const refused = await asked();
    await writeFile(file, SOUND);
    await set(option);

    expect([before, saved.status, refused]).toEqual([200, 400, [500, 'server_error']]);
    expect(await asked()).toEqual([200, undefined]);
    expect((await set({ key: 'post_authorize_script.text', value: SOUND }, '?restart=true')).status).toBe(200);
  });

  test('is refused by import and plan; a plan knows the scripts that its document brings', async () => {
    const { environment } = server;
    const options = [{ key: 'post_authorize_script.file', value: 'library:ward' }];
    const module = { moduleId: 'ward', moduleType: 'SECURITY_OUT_SMART', dependencies: [], options };
    const document = async (name: string, content: unknown): Promise<string> => {
      await writeFile(join(folder(), name), JSON.stringify(content));
      return name;
    };
    const run = (command: string, file: string) => gatehouse([command, file], { environment, folder: folder() });
    const script = { scriptId: 'ward', source: SOUND };

    const alone = await run('plan', await document('alone.json', { modules: [module] }));
    const broken = await run('plan', await document('bad.json', { scripts: [{ ...script, source: BROKEN }] }));
    const both = await run('plan', await document('both.json', { scripts: [script], modules: [module] }));

    expect(alone.out).toMatch(/post_authorize_script\.file.*library:ward, which is not there/);
    expect(broken.out).toMatch(/! script ward .*is refused[^]*line 2, column \d+: /);
    expect(both.out).toContain('+ script ward');
    expect(both.out).not.toContain('which is not there');
  });

  test('keeps a server from starting whose property file names it', async () => {
    const start = startTestServer({ properties: ['module.smart_auth.config.post_authorize_script.file=library:none'] });

    await expect(start).rejects.toThrow(ConfigurationRefusedError);
    await expect(start).rejects.toThrow(/library:none, which is not there/);
  });
});
