import { RefusalPace } from './refusal-pace.js';

test('V-56: refusals take as long as a wrong password did lately, at least a tenth of a second', () => {
  const pace = new RefusalPace();
  const before = pace.rest(30);
  pace.learn(400);

  expect([before, pace.rest(30), pace.rest(400), pace.rest(1_000)]).toEqual([70, 370, 0, 0]);
});

test('F-35: what takes seconds on every machine is learnt up to twice of that', () => {
  const pace = new RefusalPace();
  pace.learn(5_000, 4_096);
  const slower = pace.rest(0, 4_096);
  pace.learn(60_000, 4_096);

  expect([slower, pace.rest(0, 4_096)]).toEqual([5_000, 8_192]);
});

test('a slow day is forgotten, and nobody waits for long because of one slow answer', () => {
  const pace = new RefusalPace();
  pace.learn(60_000);
  const worst = pace.rest(0);
  for (let time = 0; time < 100; time++) pace.learn(20);

  expect([worst, pace.rest(0)]).toEqual([1_500, 100]);
});
