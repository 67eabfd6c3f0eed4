import type { ClientSecret } from './client.js';
import { matchedSecrets, meantDescription } from './matched-secrets.js';
import type { NewClientSecret } from './new-client.js';

const stored = (pid: number, description: string): ClientSecret => ({ pid, hash: `hash ${String(pid)}`, description });
const given = (change: Partial<NewClientSecret>): NewClientSecret => ({ description: '', ...change });

describe('matchedSecrets', () => {
  const [first, second] = [stored(1, 'first'), stored(2, 'second')];

  test.each([
    { name: 'a pid of another client', given: [given({ pid: 9, description: 'first' })], pids: [undefined] },
    { name: 'one more than there are', given: [given({}), given({}), given({})], pids: [1, 2, undefined] },
    { name: 'a pid that comes twice', given: [given({ pid: 2 }), given({ pid: 2 })], pids: [2, undefined] },
    { name: 'a pid against a description', given: [given({ pid: 2, description: 'first' })], pids: [2] },
    {
      name: 'descriptions in another order',
      given: [given({ description: 'second' }), given({})],
      pids: [2, undefined],
    },
    { name: 'a masked description', given: [given({ description: 's***' })], pids: [2] },
    { name: 'a place', given: [given({ description: 'new name' })], pids: [1] },
    { name: 'a hash against a place', given: [given({ hash: 'hash 2' })], pids: [2] },
    { name: 'a hash nobody has, by its place', given: [given({ hash: 'other' })], pids: [1] },
    { name: 'nothing', given: [], pids: [] },
  ])('$name', ({ given: list, pids }) => {
    expect(matchedSecrets(list, [first, second]).map((match) => match.stored?.pid)).toEqual(pids);
  });
});

test.each([
  { given: 'f***', meant: 'first' },
  { given: 'first', meant: 'first' },
  { given: 'x***', meant: 'x***' },
  { given: '', meant: '' },
])('a description "$given" means "$meant"', ({ given: description, meant }) => {
  expect(meantDescription(description, stored(1, 'first'))).toBe(meant);
});
