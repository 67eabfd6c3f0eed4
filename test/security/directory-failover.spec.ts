import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import type LdapAuth from 'ldapauth-fork';

/** What the engine keeps to itself. */
interface DirectoryServers {
  connect<Connection>(
    open: (server: LdapAuth.Server, signal: AbortSignal) => Promise<Connection>,
    signal?: AbortSignal,
  ): Promise<Connection>;
}
const { DirectoryServers } = createRequire(import.meta.url)('../../libs/ldapauth-fork/lib/directory-servers.cjs') as {
  DirectoryServers: new (servers: readonly LdapAuth.Server[]) => DirectoryServers;
};

const serverOf = (host: string): LdapAuth.Server => ({ host, port: 636, security: 'tls' });
const MINUTE = 60_000;
const NEVER = 60 * MINUTE;

/** Three servers that answer in so many milliseconds, or fail; `asked` are those that were asked since it was read last. */
function directory(answers: Record<'first' | 'second' | 'third', number | 'fails'>) {
  const servers = new DirectoryServers(Object.keys(answers).map(serverOf));
  const asked: string[] = [];
  const open = new Set<string>();
  const connection = async ({ host }: LdapAuth.Server, signal: AbortSignal) => {
    asked.push(host);
    const answer = answers[host as keyof typeof answers];
    if (answer === 'fails') throw new Error('is away');
    await new Promise((resolve, reject) => {
      setTimeout(resolve, answer);
      signal.addEventListener('abort', () => reject(new Error('was given up')), { once: true });
    });
    open.add(host);
    return { host, close: () => open.delete(host) };
  };
  const taken = async (signal?: AbortSignal) =>
    servers.connect(connection, signal).then(
      ({ host }) => host,
      (error: unknown) => (error as Error).message,
    );
  return { answers, open, taken, asked: () => asked.splice(0) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** The outcome when so much time has gone by. */
async function after<Outcome>(milliseconds: number, outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  let seen: Outcome | undefined;
  void outcome.then((value) => (seen = value));
  await jest.advanceTimersByTimeAsync(milliseconds);
  return seen;
}

describe('F-22: of several directory servers', () => {
  test('the first is asked alone, as long as it answers', async () => {
    const { taken, asked } = directory({ first: 600, second: 1, third: 1 });

    expect(await after(600, taken())).toBe('first');
    expect(asked()).toEqual(['first']);
  });

  test('the next is asked at once where one fails', async () => {
    const { taken, asked } = directory({ first: 'fails', second: 1, third: 1 });

    expect(await after(1, taken())).toBe('second');
    expect(asked()).toEqual(['first', 'second']);
  });

  test('one that says nothing is not waited for, and is asked last for a minute; then by one alone', async () => {
    const { taken, asked } = directory({ first: NEVER, second: 10, third: 10 });
    expect(await after(700, taken())).toBe('second');
    asked();

    expect(await after(10, taken())).toBe('second');
    expect(asked()).toEqual(['second']);
    await jest.advanceTimersByTimeAsync(MINUTE);
    const both = [taken(), taken()];
    await jest.advanceTimersByTimeAsync(700);
    expect(await Promise.all(both)).toEqual(['second', 'second']);
    expect(asked()).toEqual(['first', 'second', 'second']);
  });

  test('one that is back is asked first again', async () => {
    const { answers, taken, asked } = directory({ first: 'fails', second: 1, third: 1 });
    await after(1, taken());
    answers.first = 1;
    await jest.advanceTimersByTimeAsync(MINUTE);
    asked();

    expect([await after(1, taken()), await after(1, taken())]).toEqual(['first', 'first']);
    expect(asked()).toEqual(['first', 'first']);
  });

  test('a slow one is taken where no other answers, and what comes too late is closed', async () => {
    const { taken, open } = directory({ first: 1_900, second: 'fails', third: 1_300 });

    expect(await after(3_000, taken())).toBe('first');
    expect([...open]).toEqual(['first']);
  });

  test('none may answer: each is told of by its name', async () => {
    const { taken } = directory({ first: 'fails', second: 'fails', third: 'fails' });

    expect(await after(1, taken())).toBe('first:636 is away; second:636 is away; third:636 is away');
  });

  test('all are given up where the time of who asks is over; that is the fault of none', async () => {
    const { taken, asked } = directory({ first: NEVER, second: 1, third: 1 });
    const time = new AbortController();
    setTimeout(() => time.abort(), 100);

    expect(await after(100, taken(time.signal))).toBe('first:636 was given up');
    void taken();
    expect(asked()).toEqual(['first', 'first']);
  });
});
