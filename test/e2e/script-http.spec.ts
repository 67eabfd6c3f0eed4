import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardedEgress } from '#egress/guarded-egress';
import { HostCalls } from '#scripts/apis/host-calls';
import type { ScriptSettings } from '#scripts/configured-script.port';
import { ScriptSandbox } from '#scripts/sandbox/script-sandbox';

/** A token endpoint and the service that believes its tokens. */
let service: Server;
let base: string;
let sandbox: ScriptSandbox;

beforeAll(async () => {
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Buffer.concat(chunks).toString();
      const isToken = request.url === '/token' && form === 'grant_type=client_credentials&client_secret=a%2Bb';
      const isLaunch = request.url === '/launch/xyz' && request.headers.authorization === 'Bearer opaque';
      const answer = isToken ? { access_token: 'opaque' } : isLaunch ? { patient: '555' } : { error: 'no' };
      response.writeHead(isToken || isLaunch ? 200 : 403, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  sandbox = new ScriptSandbox();
});
afterAll(async () => {
  await sandbox.close();
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

const nobody = () => Promise.resolve([]);

/** Runs top-level statements in a thread of their own; what they logged. */
async function linesOf(source: string, allowedHosts: readonly string[]): Promise<readonly string[]> {
  const settings: ScriptSettings = {
    ...{ nodeId: 'Master', moduleId: 'smart_auth', isModule: false, computeMillis: 2_000, totalMillis: 10_000 },
    allowedHosts,
  };
  const policy = { evaluation: false, allowedHosts: [] };
  const names = { internet: nobody, operatingSystem: nobody };
  const host = new HostCalls(new GuardedEgress({ policy, names, log: { warn: () => undefined } }));
  const lines: string[] = [];
  const endsAt = performance.now() + settings.totalMillis;
  const note = (text: string): void => void lines.push(text);
  const environment = { JS_BASE: base, JS_SECRET: 'a+b' };
  const outcome = await sandbox.run({
    job: {
      ...{ fileName: 'launch.js', source, isModule: false, functionName: 'none', input: 'null' },
      surroundings: JSON.stringify({ nodeId: 'Master', moduleId: 'smart_auth', environment, hasFhir: false }),
      limits: { computeMillis: 2_000, hostCalls: 20, outputBytes: 65_536, logBytes: 65_536 },
    },
    totalMillis: settings.totalMillis,
    answer: (operation, payload) => host.answer({ operation, payload, settings, endsAt, note }),
    onLog: ({ text }) => lines.push(text),
  });
  return outcome.kind === 'failed' ? [...lines, outcome.detail] : lines;
}

const SCRIPT = `
  const post = Http.post(Environment.getEnv('JS_BASE') + '/token');
  post.setContentType('application/x-www-form-urlencoded');
  post.setContentString('grant_type=client_credentials&client_secret=' + Converter.urlEncodeString(Environment.getEnv('JS_SECRET')));
  post.execute();
  if (!post.isSuccess()) throw new Error(post.getFailureMessage());
  const get = Http.get(Environment.JS_BASE + '/launch/xyz');
  get.addRequestHeader('Authorization', 'Bearer ' + post.parseResponseAsJson().access_token);
  get.execute();
  Log.info('patient {} by {}', get.parseResponseAsJson().patient, get.getResponseStatus());
  Log.info(Http.get(Environment.JS_BASE + '/launch/xyz').execute().getFailureMessage());`;

test('a script gets a token, and with it the launch from a context service', async () => {
  const host = new URL(base).host;

  expect(await linesOf(SCRIPT, [host])).toEqual(['patient 555 by 200', `${host} answered GET with status 403.`]);
});

test('V-99: where the list does not name the service, the script is told which host to add', async () => {
  const host = new URL(base).host;
  const told = `Scripts of the module smart_auth may not call ${host}: add it to the property script.http.allowed_hosts.`;

  expect(await linesOf(SCRIPT, ['other.example'])).toEqual([`call refused: ${told}`, told]);
});
