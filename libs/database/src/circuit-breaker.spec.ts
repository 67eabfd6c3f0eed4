import { CircuitBreaker } from './circuit-breaker.js';

let now: number;
let breaker: CircuitBreaker;

beforeEach(() => {
  now = 1_000;
  breaker = new CircuitBreaker(() => now);
});

const fail = (times: number): void => {
  for (let i = 0; i < times; i++) breaker.failed();
};

describe('CircuitBreaker', () => {
  test('F-13: refuses at once after three failures in a row', () => {
    fail(3);

    expect(breaker.admits()).toBe(false);
  });

  test('lets through fewer failures, and failures with successes between them', () => {
    fail(2);
    breaker.succeeded();
    fail(2);

    expect(breaker.admits()).toBe(true);
  });

  test('F-37: admits one probe every 250 ms, and everybody after its success', () => {
    fail(3);
    now += 250;

    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    now += 250;
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
  });

  test('failures that come in late do not put off the next probe', () => {
    fail(3);
    now += 200;
    fail(5);
    now += 50;

    expect(breaker.admits()).toBe(true);
  });
});
