import { processStart, startTicks } from './process-identity.js';

/** Fields 3 to 22 of /proc/<pid>/stat: the state, 18 numbers, the start time. */
const stat = (command: string, state: string): string => `42 (${command}) ${state} ${'0 '.repeat(18)}98765 4096 1`;

describe('startTicks', () => {
  test.each([
    {
      name: 'brackets and spaces in the command (a process names itself)',
      text: stat('a) R 1 (b c', 'S'),
      expected: '98765',
    },
    { name: 'a zombie nobody collected', text: stat('node', 'Z'), expected: undefined },
    { name: 'a process that is going away', text: stat('node', 'X'), expected: undefined },
    { name: 'an ordinary process', text: stat('node', 'R'), expected: '98765' },
    { name: 'nothing', text: '', expected: undefined },
  ])('$name', ({ text, expected }) => {
    expect(startTicks(text)).toBe(expected);
  });
});

describe('processStart', () => {
  test('is the same for the life of a process and fit for a file name', () => {
    expect(processStart(process.pid)).toBe(processStart(process.pid));
    expect(processStart(process.pid)).toMatch(/^[\w-]+$/);
  });

  test('tells two processes apart', () => {
    expect(processStart(process.ppid)).not.toBe(processStart(process.pid));
  });

  test('there is none for a process that does not exist', () => {
    expect(processStart(2 ** 30)).toBeUndefined();
  });
});
