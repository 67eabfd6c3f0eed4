import { basic, obtainCode, postForm, redemption, type Tokens } from '../support/app.js';
import { allowDevice, deviceCodes, poll } from '../support/device.js';
import { clientToken, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { load } from '../support/product.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** As much of the driver as is watched. */
interface Driver {
  readonly default: {
    readonly Client: { prototype: { query: (this: unknown, ...given: unknown[]) => unknown } };
  };
}

const [publicApp] = testClients;
const tv = {
  ...publicApp,
  clientId: 'tv',
  allowedGrantTypes: ['DEVICE_CODE', 'REFRESH_TOKEN'],
  registeredRedirectUris: [],
};
const scope = 'openid patient/*.rs offline_access';
const person = new Person();
/** Asked in a module of its own; changes the launch where it is told to. */
const SCRIPT = `function onTokenGenerating(session, request) { if (request.launch === 'order') session.addLaunchResourceId('encounter', '7'); }`;
const scripted = () => `${server.issuer}/scripted`;

/** Names of the statements that any part of the server has run. */
const statements: string[] = [];
/** What runs beside all requests. */
const BESIDE = /^(?:change-feed|audit)/;

let server: TestServer;
let unwatch: () => void;
beforeAll(async () => {
  const { prototype } = (await load<Driver>('pg')).default.Client;
  const { query } = prototype;
  prototype.query = function (...given) {
    const [{ name = '' } = {}] = given as readonly { readonly name?: string }[];
    if (name !== '' && !BESIDE.test(name)) statements.push(name);
    return query.apply(this, given);
  };
  unwatch = () => {
    prototype.query = query;
  };
  server = await startTestServer({
    clients: [...testClients, tv],
    properties: [
      ...['enabled=true', 'interval_seconds=1'].map((line) => `module.smart_auth.config.device_grant.${line}`),
      'module.scripted.type=SECURITY_OUT_SMART',
      'module.scripted.requires.SECURITY_IN_UP=local_security',
      ...[
        ...[
          'bind_address=127.0.0.1',
          'port=PORT',
          'context_path=/scripted',
          'issuer.url=http://127.0.0.1:PORT/scripted',
        ],
        ...['seed_clients.file=classpath:clients.json', `post_authorize_script.text=${SCRIPT}`],
      ].map((line) => `module.scripted.config.${line}`),
    ],
  });
});
afterAll(async () => {
  await server.stop();
  unwatch();
});

type Work = () => Promise<unknown>;

/** What must be there before, then the request that counts. */
const requests: Readonly<Record<string, () => Promise<Work> | Work>> = {
  'client credentials': () => () =>
    postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic('backend', SECRET)),
  'a code': async () => {
    const code = await obtainCode(server.issuer, { scope }, person);
    return () => postForm(`${server.issuer}/oauth/token`, redemption(code));
  },
  'a refresh token': withTokens(({ refresh_token }) => refresh(server.issuer, refresh_token)),
  'a device code': async () => {
    const { user_code, device_code } = await deviceCodes(server.issuer);
    await allowDevice(person, server.issuer, user_code);
    return () => poll(server.issuer, device_code);
  },
  'a code, with a script': () => codeWithScript('none'),
  'a code, with a script that changes the launch': () => codeWithScript('order'),
  'a refresh token, with a script': async () => {
    const { refresh_token } = await tokensFor(scripted(), { person, scope });
    return () => refresh(scripted(), refresh_token);
  },
  'an introspection': withTokens(({ access_token }) => introspect(server.issuer, access_token)),
  userinfo: withTokens(({ access_token }) => userinfo(server.issuer, access_token)),
};

async function codeWithScript(launch: string): Promise<Work> {
  const code = await obtainCode(scripted(), { scope, launch }, person);
  return () => postForm(`${scripted()}/oauth/token`, redemption(code));
}

function withTokens(work: (tokens: Tokens) => Promise<unknown>): () => Promise<Work> {
  return async () => {
    const tokens = await tokensFor(server.issuer, { person, scope });
    return () => work(tokens);
  };
}

test.each([
  { name: 'client credentials', expected: [] },
  { name: 'a code', expected: ['authorization_code_redeem'] },
  { name: 'a refresh token', expected: ['token_family_rotate'] },
  { name: 'a device code', expected: ['device_authorization_poll', 'authorization_code_redeem'] },
  { name: 'a code, with a script', expected: ['authorization_code_redeem'] },
  {
    name: 'a code, with a script that changes the launch',
    expected: ['authorization_code_redeem', 'token_family_keep_of_script'],
  },
  { name: 'a refresh token, with a script', expected: ['token_family_standing', 'token_family_rotate'] },
  { name: 'an introspection', expected: ['revoked_token_standing'] },
  { name: 'userinfo', expected: ['revoked_token_standing'] },
])('$name costs no more statements than it needs, once client and person are known', async ({ name, expected }) => {
  await clientToken(server.issuer);
  await (
    await requests[name]!()
  )();
  const request = await requests[name]!();
  statements.length = 0;

  await request();

  expect(statements).toEqual(expected);
});
