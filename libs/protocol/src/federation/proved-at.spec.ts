import { provedBefore } from './proved-at.js';

const MINUTE = 60_000;
const sentAt = Date.UTC(2026, 0, 1);

describe('A-23: auth_time of somebody who comes from another system', () => {
  test.each([
    { name: 'it does not say', at: undefined, proved: undefined },
    { name: 'it was asked since', at: sentAt + 1, proved: undefined },
    { name: 'the future', at: sentAt + 99 * MINUTE, proved: undefined },
    { name: 'no time', at: Number.NaN, proved: undefined },
    { name: 'before 1970', at: -1, proved: undefined },
    { name: 'eight hours ago', at: sentAt - 480 * MINUTE, proved: sentAt - 480 * MINUTE },
    { name: 'a clock behind ours', at: sentAt - MINUTE / 2, greatestAge: 0, proved: undefined },
    { name: 'as old as asked for', at: sentAt - 6 * MINUTE, greatestAge: 5 * MINUTE, proved: sentAt - 5 * MINUTE },
    { name: 'younger than asked for', at: sentAt - 2 * MINUTE, greatestAge: 5 * MINUTE, proved: sentAt - 2 * MINUTE },
  ])('$name', ({ at, proved, ...more }) => {
    expect(provedBefore({ at, sentAt, ...more })?.getTime()).toBe(proved);
  });
});
