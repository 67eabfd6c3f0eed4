import { Logger } from '@nestjs/common';
import { LastUses, type LastUse } from './last-uses.js';

function build() {
  const state = { written: [] as LastUse<number>[][], isAway: false };
  const write = (uses: readonly LastUse<number>[]) => {
    if (state.isAway) return Promise.reject(new Error('away'));
    state.written.push([...uses]);
    return Promise.resolve();
  };
  return { state, uses: new LastUses<number>({ what: 'numbers', write }) };
}

beforeAll(() => Logger.overrideLogger(false));

describe('LastUses', () => {
  test('writes each key once, however often it was used', async () => {
    const { uses, state } = build();
    for (const key of [1, 2, 1, 1]) uses.note(key);

    await uses.write();
    await uses.write();

    expect(state.written.map((each) => each.map(({ key }) => key))).toEqual([[1, 2]]);
    expect(state.written[0]?.every(({ secondsAgo }) => secondsAgo >= 0 && secondsAgo < 10)).toBe(true);
  });

  test('in portions', async () => {
    const { uses, state } = build();
    for (let key = 0; key < 2_500; key += 1) uses.note(key);

    await uses.write();

    expect(state.written.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });

  test('R-18: a database that is away fails nobody, and is told later', async () => {
    const { uses, state } = build();
    uses.note(1);
    state.isAway = true;
    await uses.write();
    uses.note(2);
    state.isAway = false;

    await uses.stop();

    expect(state.written.map((each) => each.map(({ key }) => key))).toEqual([[1, 2]]);
  });
});
