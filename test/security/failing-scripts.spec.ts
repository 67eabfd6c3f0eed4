import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { obtainCode, obtainTokens, postForm, redemption, type Tokens } from '../support/app.js';
import { answered, introspect, refresh, type Answer } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** Whether a run succeeds, its context service decides, and when. */
const SCRIPT = `
function onTokenGenerating(theUserSession, theDetails) {
  if (theDetails.launch !== 'ask') return;
  var answer = Http.get(Environment.getEnv('JS_CONTEXT')).execute();
  if (!answer.isSuccess()) throw 'the context service says no';
}`;

/** Runs that have asked, in their order. */
class ContextService {
  private readonly asked: ServerResponse[] = [];
  private readonly awaited: ((response: ServerResponse) => void)[] = [];
  private readonly server: Server = createServer((_request, response) => {
    const next = this.awaited.shift();
    if (next === undefined) this.asked.push(response);
    else next(response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next run that asks; it waits until it is answered with a status. */
  async next(): Promise<(status: number) => void> {
    const response =
      this.asked.shift() ?? (await new Promise<ServerResponse>((resolve) => void this.awaited.push(resolve)));
    return (status) => void response.writeHead(status).end();
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

const [publicApp] = testClients;
const asking = { scope: 'openid user/*.rs offline_access', launch: 'ask' };

let service: ContextService;
let server: TestServer;
beforeAll(async () => {
  service = new ContextService();
  const host = await service.start();
  server = await startTestServer({
    clients: [...testClients, { ...publicApp, clientId: 'no-grace', refreshTokenGraceSeconds: 0 }],
    files: { 'smart.js': SCRIPT },
    environment: { JS_CONTEXT: `http://${host}/launch` },
    properties: [
      'module.smart_auth.config.post_authorize_script.file=classpath:smart.js',
      'module.smart_auth.config.script.time_limit=20000',
      `module.smart_auth.config.script.http.allowed_hosts=${host}`,
    ],
  });
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

/** Starts requests one after the other, each when the script of the one before is running. */
async function running(requests: readonly (() => Promise<Answer>)[]) {
  const runs: { answer: Promise<Answer>; end: (status: number) => Promise<Answer> }[] = [];
  for (const request of requests) {
    const answer = request();
    const early = answer.then(({ text }) => Promise.reject(new Error(`answered before its script asked: ${text}`)));
    const settle = await Promise.race([service.next(), early]);
    early.catch(() => undefined);
    const end = (status: number): Promise<Answer> => {
      settle(status);
      return answer;
    };
    runs.push({ answer, end });
  }
  return runs;
}

const redeem = (issued: Parameters<typeof redemption>[0]) => () =>
  answered(postForm(`${server.issuer}/oauth/token`, redemption(issued)));
const refreshing =
  (token: unknown, clientId = 'public-app') =>
  () =>
    refresh(server.issuer, String(token), { client_id: clientId });

async function firstTokens(clientId = 'public-app'): Promise<Tokens> {
  const issued = await obtainCode(server.issuer, { ...asking, client_id: clientId });
  const fields = { ...redemption(issued), client_id: clientId };
  const [run] = await running([() => answered(postForm(`${server.issuer}/oauth/token`, fields))]);
  return (await run!.end(200)).body as Tokens;
}
const isActive = async (token: unknown) => (await introspect(server.issuer, String(token))).body['active'];

describe('a refresh token whose script fails is spent by nobody (V-20, V-21, R-03 to R-06)', () => {
  test('the one request fails and the other succeeds: one successor, and its predecessor is used up', async () => {
    const { refresh_token: first } = await firstTokens('no-grace');
    const [one, two] = await running([refreshing(first, 'no-grace'), refreshing(first, 'no-grace')]);

    const successor = await two!.end(200);
    const failed = await one!.end(403);
    expect([successor.status, failed.status]).toEqual([200, 500]);

    const replayed = await refreshing(first, 'no-grace')();
    expect(replayed.body).toMatchObject({ error: 'invalid_grant' });
    expect(await isActive(successor.body['access_token'])).toBe(false);
  });

  test('nor does the failing one open the way back once the grace of the other is over', async () => {
    const { refresh_token: first } = await firstTokens();
    const [one, two] = await running([refreshing(first), refreshing(first)]);
    const successor = await two!.end(200);
    const failed = await one!.end(403);
    await rowsOf(server.databaseUrl, `update token_family set generation_issued_at = now() - interval '1 hour'`);

    expect([successor.status, failed.status]).toEqual([200, 500]);
    expect((await refreshing(first)()).body).toMatchObject({ error: 'invalid_grant' });
    expect(await isActive(successor.body['access_token'])).toBe(false);
  });

  test('it fails first, and the one beside it goes on: the same', async () => {
    const { refresh_token: first } = await firstTokens('no-grace');
    const [one, two] = await running([refreshing(first, 'no-grace'), refreshing(first, 'no-grace')]);

    expect((await one!.end(403)).status).toBe(500);
    expect((await two!.end(200)).status).toBe(200);
    expect((await refreshing(first, 'no-grace')()).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('both succeed: within the grace they are given the very same successor, without it the second ends the family', async () => {
    const { refresh_token: first } = await firstTokens();
    const retried = await running([refreshing(first), refreshing(first)]);
    const [one, two] = await Promise.all(retried.map(({ end }) => end(200)));
    expect([one?.status, two?.status]).toEqual([200, 200]);
    expect(one?.body['refresh_token']).toBe(two?.body['refresh_token']);

    const strict = await firstTokens('no-grace');
    const runs = await running([
      refreshing(strict.refresh_token, 'no-grace'),
      refreshing(strict.refresh_token, 'no-grace'),
    ]);
    const winner = await runs[0]!.end(200);
    const loser = await runs[1]!.end(200);
    expect([winner.status, loser.status]).toEqual([200, 400]);
    expect(loser.body).toMatchObject({ error: 'invalid_grant' });
    expect(await isActive(winner.body['access_token'])).toBe(false);
  });

  test('after any number of failures it still counts once', async () => {
    const { refresh_token: first } = await firstTokens();
    for (let turn = 0; turn < 3; turn++) {
      const [run] = await running([refreshing(first)]);
      expect((await run!.end(403)).status).toBe(500);
    }
    const [last] = await running([refreshing(first)]);
    const { body } = await last!.end(200);
    const [next] = await running([refreshing(body['refresh_token'])]);
    expect((await next!.end(200)).status).toBe(200);
    expect((await refreshing(first)()).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('a family that is revoked while the script runs gives nothing more (V-28)', async () => {
    const { refresh_token: first } = await firstTokens();
    const [run] = await running([refreshing(first)]);
    await postForm(`${server.issuer}/oauth/revoke`, { token: first, client_id: 'public-app' });

    expect((await run!.end(200)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a code whose script fails (V-19, V-23, V-24, R-01, R-04)', () => {
  test('counts again, once', async () => {
    const issued = await obtainCode(server.issuer, asking);
    const [failing] = await running([redeem(issued)]);
    expect((await failing!.end(403)).status).toBe(500);

    const [run] = await running([redeem(issued)]);
    const tokens = await run!.end(200);
    expect(tokens.status).toBe(200);
    expect((await redeem(issued)()).body).toMatchObject({ error: 'invalid_grant' });
    expect(await isActive(tokens.body['access_token'])).toBe(false);
  });

  test.each([403, 200])(
    'brought a second time while the script runs, for which its context service says %i, gives nobody anything',
    async (status) => {
      const issued = await obtainCode(server.issuer, asking);
      const [run] = await running([redeem(issued)]);
      expect((await redeem(issued)()).body).toMatchObject({ error: 'invalid_grant' });

      const { body } = await run!.end(status);
      const token = body['access_token'];
      expect(token === undefined ? false : await isActive(token)).toBe(false);
      expect((await redeem(issued)()).body).toMatchObject({ error: 'invalid_grant' });
      expect((await refreshing(body['refresh_token'] ?? 'none')()).status).toBe(400);
    },
  );

  test('of many at a time, whose scripts all fail and then not, one gets tokens', async () => {
    const issued = await obtainCode(server.issuer, asking);
    const [first] = await running([redeem(issued)]);
    await first!.end(403);
    const plain = await obtainTokens(server.issuer, { scope: 'openid user/*.rs' });
    expect(plain.access_token).toBeDefined();

    const [run] = await running([redeem(issued)]);
    const others = await Promise.all(Array.from({ length: 8 }, redeem(issued)));
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 400));
    expect(await isActive((await run!.end(200)).body['access_token'])).not.toBe(true);
  });
});
