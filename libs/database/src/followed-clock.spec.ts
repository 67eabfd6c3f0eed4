import fc from 'fast-check';
import { FollowedClock } from './followed-clock.js';

const T = Date.UTC(2026, 10, 22, 12);
const machine = { now: () => new Date(0) };

function build() {
  const state = { elapsed: 5_000 };
  const clock = new FollowedClock(machine, () => state.elapsed);
  /** One question; `time` is what the other clock shows half-way. */
  const ask = (time: number, took: number): void => {
    const askedAt = state.elapsed;
    state.elapsed += took;
    clock.told(time, askedAt);
  };
  return { state, clock, ask, shown: () => clock.now().getTime() };
}

describe('FollowedClock', () => {
  test("shows this machine's time until the other one is heard of", () => {
    expect(build().clock.now()).toEqual(machine.now());
  });

  test('F-08: goes on by what passes on the monotonic clock', () => {
    const { ask, state, shown } = build();
    ask(T, 10);
    state.elapsed += 60_000;

    expect(shown()).toBe(T + 60_005);
  });

  test.each([
    { name: 'an hour ahead', shift: 3_600_000 },
    { name: 'an hour back', shift: -3_600_000 },
    { name: 'two seconds back', shift: -2_000 },
  ])('ruling 62: follows a clock that is moved $name', ({ shift }) => {
    const { ask, state, shown } = build();
    ask(T, 10);
    state.elapsed += 400;
    ask(T + 410 + shift, 10);

    expect(shown()).toBe(T + 415 + shift);
  });

  test('a slow answer does not spoil what a quick one told', () => {
    const { ask, state, shown } = build();
    ask(T, 2);
    state.elapsed += 398;
    ask(T + 1_200, 900);

    expect(Math.abs(shown() - (T + 1_299))).toBeLessThanOrEqual(1);
  });

  test('ruling 62: never shows a time before the one that was told last, and is wrong by at most half of the longest answer', () => {
    const looks = fc.array(
      fc.record({ pause: fc.integer({ min: 0, max: 500 }), there: fc.nat(450), back: fc.nat(450) }),
      { minLength: 1, maxLength: 30 },
    );

    fc.assert(
      fc.property(looks, (all) => {
        const { clock, state } = build();
        for (const { pause, there, back } of all) {
          state.elapsed += pause;
          const askedAt = state.elapsed;
          const told = T + askedAt + there;
          state.elapsed += there + back;
          clock.told(told, askedAt);
          expect(clock.now().getTime()).toBeGreaterThanOrEqual(told - 1);
          expect(Math.abs(clock.now().getTime() - (T + state.elapsed))).toBeLessThanOrEqual((there + back) / 2 + 1);
        }
      }),
    );
  });
});
