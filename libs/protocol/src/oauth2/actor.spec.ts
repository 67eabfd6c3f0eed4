import { mayAct, readActor, withActor, type Actor } from './actor.js';

const iss = 'https://as.example';
const one: Actor = { iss, sub: 'one' };
const two: Actor = { iss, sub: 'two', act: one };
const four: Actor = { iss, sub: 'four', act: { iss, sub: 'three', act: two } };

describe('the chain of actors', () => {
  test('STD RFC8693-2: who acts now stands in front', () => {
    expect(withActor({ iss, sub: 'one' }, undefined)).toEqual(one);
    expect(withActor({ iss, sub: 'two' }, one)).toEqual(two);
  });

  test('ends at four', () => {
    expect(withActor({ iss, sub: 'four' }, { iss, sub: 'three', act: two })).toEqual(four);
    expect(withActor({ iss, sub: 'five' }, four)).toBeUndefined();
  });

  test.each([one, two, four])('is read back: %j', (chain) => {
    expect(readActor(chain)).toEqual(chain);
  });

  test.each([
    undefined,
    null,
    'one',
    [],
    {},
    { sub: 'one' },
    { iss },
    { iss, sub: 1 },
    { ...one, act: null },
    { ...one, act: { sub: 'two' } },
    { iss, sub: 'five', act: four },
  ])('is none: %j', (claim) => {
    expect(readActor(claim)).toBeUndefined();
  });

  test('leaves out what it does not know', () => {
    expect(readActor({ ...one, admin: true })).toEqual(one);
  });
});

describe('STD RFC8693-2: may_act', () => {
  const party = { iss, sub: 'service', clientId: 'gateway' };

  test.each([
    undefined,
    { sub: 'service' },
    { client_id: 'gateway' },
    { iss, sub: 'service' },
    { iss, sub: 'service', client_id: 'gateway' },
  ])('lets the party act: %j', (claim) => {
    expect(mayAct(claim, party)).toBe(true);
  });

  test.each([
    null,
    'service',
    {},
    { iss },
    { email: 'service@example.org' },
    { sub: 'other' },
    { sub: 'service', client_id: 'other' },
    { iss: 'https://evil.test', sub: 'service' },
    { sub: ['service'] },
    { sub: null },
  ])('lets nobody else act: %j', (claim) => {
    expect(mayAct(claim, party)).toBe(false);
  });
});
