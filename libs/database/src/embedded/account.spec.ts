import { chooseAccount } from './account.js';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  'postgres:x:101:104::/var/lib/postgresql:/bin/bash',
  'broken line',
].join('\n');

describe('chooseAccount', () => {
  test.each([
    { name: 'Windows has no user ids', uid: undefined, expected: undefined },
    { name: 'not root', uid: 1000, expected: undefined },
    { name: 'root, a well-known account', uid: 0, expected: { name: 'postgres', uid: 101, gid: 104 } },
  ])('$name', ({ uid, expected }) => {
    expect(chooseAccount(uid, passwd)).toEqual(expected);
  });

  test.each([
    { name: 'ours goes before all others', line: 'gatehouse:x:900:901::/:/bin/false', expected: 'gatehouse' },
    {
      name: 'an account that is root under another name is none',
      line: 'gatehouse:x:0:0::/:/bin/false',
      expected: 'postgres',
    },
  ])('$name', ({ line, expected }) => {
    expect(chooseAccount(0, `${passwd}\n${line}`)?.name).toBe(expected);
  });

  test.each([
    { name: 'an existing cluster keeps its owner', owner: { uid: 65534, gid: 65534 }, expected: 'nobody' },
    { name: 'even one without a name', owner: { uid: 4711, gid: 4711 }, expected: '4711' },
    { name: 'but never root', owner: { uid: 0, gid: 0 }, expected: 'postgres' },
  ])('$name', ({ owner, expected }) => {
    expect(chooseAccount(0, passwd, owner)?.name).toBe(expected);
  });

  test('root without any such account is told what to do', () => {
    expect(() => chooseAccount(0, 'root:x:0:0::/root:/bin/sh')).toThrow('useradd --system gatehouse');
  });
});
