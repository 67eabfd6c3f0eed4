import { Logger } from '@nestjs/common';
import type { TokenBelief } from './believed-token.js';
import { UnknownTokens } from './unknown-tokens.js';

const FLOOD = '192.0.2.1';
const refused: TokenBelief = { kind: 'refused', cause: 'the token is not active' };
const believed = { kind: 'believed', token: {} } as unknown as TokenBelief;
const unavailable: TokenBelief = { kind: 'unavailable', cause: 'its introspection endpoint answered 400' };

beforeAll(() => {
  Logger.overrideLogger(false);
});

function build(perMinute?: number) {
  const state = { elapsed: 1_000_000, asked: 0 };
  const tokens = new UnknownTokens(perMinute, () => state.elapsed);
  /** What comes of so many tokens that come at once, by kind. */
  const run = async (count: number, answer: () => Promise<TokenBelief>, remoteAddress = FLOOD) => {
    const ask = async () => {
      state.asked += 1;
      return answer();
    };
    const all = await Promise.all(Array.from({ length: count }, () => tokens.run(remoteAddress, ask)));
    return Object.fromEntries([...Map.groupBy(all, ({ kind }) => kind)].map(([kind, each]) => [kind, each.length]));
  };
  return { state, tokens, run };
}

describe('UnknownTokens', () => {
  test('R-18: of a crowd of unknown tokens a server is asked about 60, then about one a second', async () => {
    const { run, state } = build();

    expect(await run(500, async () => refused)).toEqual({ refused: 60, busy: 440 });
    expect(await run(1, async () => believed)).toEqual({ busy: 1 });
    state.elapsed += 1_000;
    expect(await run(10, async () => refused)).toEqual({ refused: 1, busy: 9 });
    state.elapsed += 3_600_000;
    expect(await run(500, async () => refused)).toEqual({ refused: 60, busy: 440 });
    expect(state.asked).toBe(121);
  });

  test('R-18: other networks are served meanwhile; the addresses of one are not told apart', async () => {
    const { run } = build();
    await run(60, async () => refused, '2001:db8:1:2::1');

    expect(await run(1, async () => believed, '2001:db8:1:2::77')).toEqual({ busy: 1 });
    expect(await run(1, async () => believed, '2001:db8:1:3::1')).toEqual({ believed: 1 });
  });

  test('tokens that count cost nothing; an answer of which nothing can be learnt costs as much as a refusal', async () => {
    const { run } = build();
    for (let time = 0; time < 5; time++) expect(await run(90, async () => believed)).toEqual({ believed: 90 });

    expect(await run(70, async () => unavailable)).toEqual({ unavailable: 60, busy: 10 });
  });

  test('R-18: a crowd of good tokens, as after a restart, waits and is let in; a line that is too long takes nobody else', async () => {
    const { run, state } = build();
    const answer = async () => {
      await new Promise(setImmediate);
      return believed;
    };

    expect(await run(1_200, answer)).toEqual({ believed: 1_004, unavailable: 196 });
    expect(state.asked).toBe(1_004);
  });

  test('R-18: no more are under way than may still be in vain', async () => {
    const { run, state } = build(2);
    const answers: (() => void)[] = [];
    const all = run(5, () => new Promise<TokenBelief>((resolve) => answers.push(() => resolve(refused))));
    await new Promise(setImmediate);
    expect(state.asked).toBe(2);
    answers[0]?.();
    await new Promise(setImmediate);
    expect(state.asked).toBe(2);
    answers[1]?.();

    expect(await all).toEqual({ refused: 2, busy: 3 });
  });

  test('an error in place of an answer costs nothing and leaves its place', async () => {
    const { tokens, run } = build();
    for (let time = 0; time < 200; time++)
      await expect(tokens.run(FLOOD, () => Promise.reject(new Error('away')))).rejects.toThrow('away');

    expect(await run(60, async () => refused)).toEqual({ refused: 60 });
  });

  test('says when another one makes sense, at the pace that is wanted', async () => {
    const { run, tokens, state } = build(2);
    await run(2, async () => refused);
    state.elapsed += 10_500;

    expect(await tokens.run(FLOOD, async () => refused)).toMatchObject({ kind: 'busy', retryAfterSeconds: 20 });
  });

  test('R-18: four questions of a network are under way at once; who waited longer than callers do is not asked about', async () => {
    const { run, state } = build();
    const answers: (() => void)[] = [];
    const slow = () => new Promise<TokenBelief>((resolve) => answers.push(() => resolve(believed)));
    const all = run(6, slow);
    const elsewhere = run(1, async () => believed, '192.0.2.2');
    expect(await elsewhere).toEqual({ believed: 1 });
    expect(state.asked).toBe(5);
    answers[0]?.();
    await new Promise(setImmediate);
    expect(state.asked).toBe(6);
    state.elapsed += 5_000;
    answers.forEach((answer) => {
      answer();
    });

    expect(await all).toEqual({ believed: 5, unavailable: 1 });
    expect(state.asked).toBe(6);
  });
});
