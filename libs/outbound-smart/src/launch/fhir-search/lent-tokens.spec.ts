import type { ClientDefinition } from '#protocol/client/client';
import { LentTokens } from './lent-tokens.js';

const client = { clientId: 'reader' } as ClientDefinition;

function bench() {
  let seconds = 0;
  let made = 0;
  const tokens = new LentTokens({ now: () => new Date(seconds * 1_000) });
  const make = () => Promise.resolve(`token ${String((made += 1))}`);
  return {
    tokens,
    at: (time: number, owner: object, type = 'Patient', as = client, how = make) => {
      seconds = time;
      return tokens.of(owner, type, as, how);
    },
  };
}

test('a token is lent for half its life, to the scripts of one module and for one type', async () => {
  const { at } = bench();
  const [one, two] = [{}, {}];

  expect(await Promise.all([at(0, one), at(29, one)])).toEqual(['token 1', 'token 1']);
  expect(await at(30, one)).toBe('token 2');
  expect(await at(30, one, 'Encounter')).toBe('token 3');
  expect(await at(30, two)).toBe('token 4');
});

test('of a client that was changed there is a new one, and one that could not be made is not kept', async () => {
  const { at } = bench();
  const owner = {};

  expect(await at(0, owner)).toBe('token 1');
  expect(await at(1, owner, 'Patient', { ...client })).toBe('token 2');
  await expect(at(2, owner, 'Goal', client, () => Promise.reject(new Error('no key')))).rejects.toThrow('no key');
  expect(await at(3, owner, 'Goal')).toBe('token 3');
});

test('R-18: of any number of types a hundred are kept', async () => {
  const { at } = bench();
  const owner = {};
  for (let type = 0; type < 101; type++) await at(0, owner, `T${String(type)}`);

  expect(await at(1, owner, 'T100')).toBe('token 101');
  expect(await at(1, owner, 'T0')).toBe('token 102');
});
