import { parsePostmasterFile } from './postmaster-file.js';

const file = (pid: string, status: string): string =>
  [pid, '/data', '1', '5432', '', '127.0.0.1', '1 2', status, ''].join('\n');

describe('parsePostmasterFile', () => {
  test.each([
    { name: 'missing', text: '', expected: undefined },
    { name: 'rubbish', text: 'not a number\n', expected: undefined },
    { name: 'a group of processes', text: file('-42', 'ready'), expected: undefined },
    { name: 'not a whole number', text: file('4.2', 'ready'), expected: undefined },
    { name: 'cut off by a full disk', text: '42\n/da', expected: { pid: 42, isReady: false } },
    { name: 'recovering', text: file('42', 'starting'), expected: { pid: 42, isReady: false } },
    { name: 'stopping', text: file('42', 'stopping'), expected: { pid: 42, isReady: false } },
    { name: 'ready, padded as PostgreSQL pads it', text: file('42', 'ready   '), expected: { pid: 42, isReady: true } },
  ])('$name', ({ text, expected }) => {
    expect(parsePostmasterFile(text)).toEqual(expected);
  });
});
