import { RememberedCredentials } from './remembered-credentials.js';

const definition = {};
const user = { pid: 7, securityVersion: 3, owner: 'anna', definition };

describe('RememberedCredentials', () => {
  test('are forgotten after their time', () => {
    let now = 0;
    const remembered = new RememberedCredentials(() => now);
    remembered.remember('a', user, 1_000);

    now = 999;
    expect(remembered.find('a', definition)).toMatchObject(user);
    now = 1_000;
    expect(remembered.find('a', definition)).toBeUndefined();
  });

  test('V-102: what is kept holds neither name nor password, and another process calls it differently', () => {
    const remembered = new RememberedCredentials();
    const name = remembered.nameOf('local', 'anna', 'correct horse');

    expect(name).toMatch(/^[\w-]{43}$/);
    expect(remembered.nameOf('local', 'anna', 'correct horse')).toBe(name);
    expect(new RememberedCredentials().nameOf('local', 'anna', 'correct horse')).not.toBe(name);
  });

  test.each([
    { one: ['local', 'ab', 'c'], other: ['local', 'a', 'bc'] },
    { one: ['local', 'a","b', 'c'], other: ['local', 'a', 'b","c'] },
  ])('$one and $other are different', ({ one, other }) => {
    const remembered = new RememberedCredentials();

    expect(remembered.nameOf(...one)).not.toBe(remembered.nameOf(...other));
  });

  test('V-54: all of one user are forgotten together, and nobody else’s', () => {
    const remembered = new RememberedCredentials();
    remembered.remember('a', user, 1_000);
    remembered.remember('b', user, 1_000);
    remembered.remember('c', { ...user, owner: 'bert' }, 1_000);

    remembered.forgetAll('anna');

    expect(['a', 'b', 'c'].map((name) => remembered.find(name, definition)?.pid)).toEqual([undefined, undefined, 7]);
  });

  test('ruling 49: a module that was started anew knows nothing of them', () => {
    const remembered = new RememberedCredentials();
    remembered.remember('a', user, 1_000);

    expect(remembered.find('a', {})).toBeUndefined();
    expect(remembered.find('a', definition)).toBeUndefined();
  });

  test('the oldest of too many goes', () => {
    const remembered = new RememberedCredentials();
    for (let count = 0; count <= 1_000; count++) remembered.remember(String(count), user, 1_000);

    expect(remembered.find('0', definition)).toBeUndefined();
    expect(remembered.find('1', definition)).toMatchObject(user);
    expect(remembered.find('1000', definition)).toMatchObject(user);
  });
});
