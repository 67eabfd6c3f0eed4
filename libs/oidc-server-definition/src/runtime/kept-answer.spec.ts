import { KeptAnswer, type FreshAnswer } from './kept-answer.js';

const DAY = 86_400;
let seconds: number;
let asked: number;
let answer: () => FreshAnswer<string>;
let kept: KeptAnswer<string>;
beforeEach(() => {
  seconds = 0;
  asked = 0;
  answer = () => ({ value: `answer ${asked}`, freshSeconds: 60 });
  const clock = { now: () => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000) };
  kept = new KeptAnswer(async () => {
    asked += 1;
    return answer();
  }, clock);
});

const fails = (): never => {
  throw new Error('away');
};
/** What is known at a moment, after the question that may be under way then. */
async function at(moment: number): Promise<readonly [string | undefined, string | undefined]> {
  seconds = moment;
  const known = kept.now();
  await kept.newer();
  return [known, kept.now()];
}

test('what is fresh is not asked for again', async () => {
  await kept.current();
  seconds = 59;

  expect([await kept.current(), asked]).toEqual(['answer 1', 1]);
});

test('what is old is given at once and renewed behind the backs of those who want it', async () => {
  await kept.current();

  expect(await at(60)).toEqual(['answer 1', 'answer 2']);
});

test.each([
  { name: 'a second before', moment: DAY - 1, expected: 'answer 1' },
  { name: 'after', moment: DAY, expected: undefined },
])('S-16: what cannot be renewed counts for 24 hours: $name', async ({ moment, expected }) => {
  await kept.current();
  answer = fails;
  seconds = moment;

  expect(await kept.current()).toBe(expected);
});

test('S-16: an answer that says it is good for longer counts for 24 hours as well', async () => {
  answer = () => ({ value: 'for a year', freshSeconds: 365 * DAY });
  await kept.current();
  seconds = DAY;

  expect(kept.now()).toBeUndefined();
});

test('F-18: after a failure nobody asks for 10 s, however many want it', async () => {
  answer = fails;
  for (let second = 0; second < 10; second++) {
    seconds = second;
    await Promise.all(Array.from({ length: 5 }, () => kept.current()));
  }
  const early = asked;
  seconds = 10;
  answer = () => ({ value: 'back', freshSeconds: 60 });

  expect([early, await kept.current(), asked]).toEqual([1, 'back', 2]);
});

test('a clock that is set back by a day makes nothing younger', async () => {
  await kept.current();
  answer = fails;
  seconds = -DAY;

  expect(kept.now()).toBeUndefined();
});
