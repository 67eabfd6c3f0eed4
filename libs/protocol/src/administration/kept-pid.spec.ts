import { keepablePid, otherPid } from './kept-pid.js';

describe('The pid of an entry from another installation', () => {
  test.each([
    [undefined, undefined],
    [5, 5],
    [1_000_000_000_000, 1_000_000_000_000],
    [0, undefined],
    [-1, undefined],
    [Number.MAX_SAFE_INTEGER, undefined],
  ])('%s can be kept as %s', (pid, kept) => {
    expect(keepablePid(pid)).toBe(kept);
  });

  test('is told with the one here, where that is another', () => {
    expect(otherPid(5, 5)).toEqual([]);
    expect(otherPid(undefined, 5)).toEqual([]);
    expect(otherPid(5, 7)).toMatchObject([{ field: 'pid', problem: '5 cannot be kept: it is 7 here' }]);
    expect(otherPid(5, undefined)).toMatchObject([{ field: 'pid', problem: '5 cannot be kept: it becomes another' }]);
  });
});
