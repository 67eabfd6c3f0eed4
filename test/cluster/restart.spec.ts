import { authorizeUrl, newPkce, postForm, redemption, type Pkce, type Tokens } from '../support/app.js';
import { Person, type Page } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ServerProcess } from '../support/server-process.js';
import { amelia } from '../support/test-users.js';

const SCOPE = 'openid patient/*.rs offline_access';

let database: TestDatabase;
let server: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await ServerProcess.start({ databaseUrl: database.url });
}, 120_000);

afterAll(async () => {
  await server.dispose();
  await database.drop();
}, 60_000);

/** A flow as far as it has come; nothing of it is in the server's memory. */
interface Flow {
  readonly person: Person;
  readonly pkce: Pkce;
  readonly page: Page;
  readonly code: string;
  readonly tokens: Tokens;
}

type Step = (flow: Flow) => Promise<Partial<Flow>>;

const steps: Readonly<Record<string, Step>> = {
  authorize: async ({ person, pkce }) => ({
    page: await person.open(authorizeUrl(server.origin, { code_challenge: pkce.challenge, scope: SCOPE })),
  }),
  'sign-in': async ({ person, page }) => ({ page: await person.signIn(page, amelia) }),
  approval: async ({ person, page }) => ({ code: codeOf(await person.approve(page)) }),
  token: async ({ code, pkce }) => ({
    tokens: await tokensOf(redemption({ code, pkce, callback: new URL(server.origin) })),
  }),
  refresh: async ({ tokens: { refresh_token } }) => ({
    tokens: await tokensOf({ grant_type: 'refresh_token', refresh_token, client_id: 'public-app' }),
  }),
};

function codeOf({ status, headers, text }: Page): string {
  const code = new URL(headers.get('location') ?? 'about:blank').searchParams.get('code');
  if (code === null) throw new Error(`No code, but ${status}: ${text.slice(0, 500)}`);
  return code;
}

async function tokensOf(fields: Record<string, string>): Promise<Tokens> {
  const response = await postForm(server.tokenUrl, fields);
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`No tokens, but ${response.status}: ${JSON.stringify(body)}`);
  return body as Tokens;
}

/** Goes through all steps, and runs `interrupt` before the named one. */
async function flow(interrupt: () => Promise<unknown>, before: string): Promise<Flow> {
  let state = { person: new Person(), pkce: newPkce() } as Flow;
  for (const [name, step] of Object.entries(steps)) {
    if (name === before) await interrupt();
    state = { ...state, ...(await step(state)) };
  }
  return state;
}

const stopped = (): Promise<unknown> => server.end('SIGTERM').then(() => server.startAndWait());
const killed = (): Promise<unknown> => server.end('SIGKILL').then(() => server.startAndWait());

describe('a restart in the middle of a flow is not noticed', () => {
  test.each([
    { how: 'kill -9', interrupt: killed, before: 'sign-in' },
    { how: 'stop', interrupt: stopped, before: 'approval' },
    { how: 'kill -9', interrupt: killed, before: 'token' },
    { how: 'stop', interrupt: stopped, before: 'refresh' },
  ])(
    'I3, principle 5: $how and start before $before',
    async ({ interrupt, before }) => {
      const { tokens } = await flow(interrupt, before);

      expect(tokens.scope.split(' ').sort()).toEqual(SCOPE.split(' ').sort());
      const userinfo = await fetch(`${server.origin}/oauth/userinfo`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
      expect(userinfo.status).toBe(200);
    },
    120_000,
  );
});
