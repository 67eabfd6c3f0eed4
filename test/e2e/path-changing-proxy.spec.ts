import { Person } from '../support/person.js';
import { errorFacts, requestUrl } from '../support/authorization.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** Modules whose public path a proxy turns into another one, and how their requests arrive. */
const modules = [
  { moduleId: 'longer_outside', inner: '/inner', outer: '/outerpath' },
  { moduleId: 'shorter_outside', inner: '/longer-inside', outer: '/o' },
  { moduleId: 'stripped', inner: '/in', outer: '' },
] as const;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    properties: modules.flatMap(({ moduleId, inner, outer }) => [
      `module.${moduleId}.type=SECURITY_OUT_SMART`,
      `module.${moduleId}.requires.SECURITY_IN_UP=local_security`,
      `module.${moduleId}.config.bind_address=127.0.0.1`,
      `module.${moduleId}.config.port=PORT`,
      `module.${moduleId}.config.context_path=${inner}`,
      `module.${moduleId}.config.issuer.url=http://localhost:PORT${outer}`,
      `module.${moduleId}.config.seed_clients.file=classpath:clients.json`,
    ]),
  });
});
afterAll(() => server.stop());

const refusalsOf = (moduleId: string) =>
  rowsOf<{ kind: string; endpoint: string; reference: string }>(
    server.databaseUrl,
    `select kind, detail->>'endpoint' as endpoint, error_reference as reference
       from audit_event where module_id = $1 and outcome = 'failure' order by sequence`,
    [moduleId],
  );

describe.each(modules)('$outer outside, $inner inside', ({ moduleId, inner, outer }) => {
  test('R-21: refusals of apps and of people are in the audit log', async () => {
    const before = (await refusalsOf(moduleId)).length;
    await fetch(`${server.issuer}${inner}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'foo' }),
    });
    const page = await new Person().open(`${server.issuer}${inner}/oauth/token`);

    const rows = (await refusalsOf(moduleId)).slice(before);

    expect(rows).toMatchObject([
      { kind: 'TOKEN_REFUSAL', endpoint: 'token' },
      { kind: 'TOKEN_REFUSAL', endpoint: 'token', reference: errorFacts(page).reference },
    ]);
  });

  test('ruling 5: the error page names the address as the browser has it', async () => {
    const page = await new Person().open(`${server.issuer}${inner}/oauth/token`);

    expect(errorFacts(page).uri).toBe(`${outer}/oauth/token`);
  });

  test('redirects and forms lead to the public path, cookies go to all of the host', async () => {
    const person = new Person();
    const asked = await person.request(requestUrl(`${server.issuer}${inner}`));
    const location = asked.headers.get('location') ?? '';
    const form = await person.request(`${server.issuer}${location.replace(`${outer}/`, `${inner}/`)}`);

    expect(location).toMatch(new RegExp(`^${outer}/signin\\?`));
    expect(form.text).toContain(`action="${outer}/authenticate"`);
    expect(form.text).not.toContain(inner);
    expect(asked.headers.getSetCookie().join()).toMatch(/; Path=\/;/i);
  });
});
