import { setTimeout } from 'node:timers/promises';
import { computingTime } from './computing-time.js';

test('what a page is measured by does not go on while others have the processor', async () => {
  const before = computingTime();
  const start = performance.now();

  await setTimeout(60);

  expect(performance.now() - start).toBeGreaterThan(55);
  expect(computingTime() - before).toBeLessThan(40);
});

test('it goes on while the page is made', () => {
  const before = computingTime();

  let rounds = 0;
  while (computingTime() - before < 5) rounds += 1;

  expect(rounds).toBeGreaterThan(0);
});
