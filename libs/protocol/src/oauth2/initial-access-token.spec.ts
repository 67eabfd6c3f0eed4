import { readInitialAccessTokenOrder } from './initial-access-token.js';

describe('readInitialAccessTokenOrder', () => {
  test.each([
    { name: 'no description', body: {}, parameter: 'description' },
    { name: 'an empty description', body: { description: ' ' }, parameter: 'description' },
    { name: 'a long description', body: { description: 'x'.repeat(201) }, parameter: 'description' },
    { name: 'a description with a line break', body: { description: 'a\nb' }, parameter: 'description' },
    { name: 'a description that is an object', body: { description: { $ne: '' } }, parameter: 'description' },
    { name: 'no uses', body: { description: 'a', uses: 0 }, parameter: 'uses' },
    { name: 'half a use', body: { description: 'a', uses: 1.5 }, parameter: 'uses' },
    { name: 'uses as text', body: { description: 'a', uses: '3' }, parameter: 'uses' },
    { name: 'too many uses', body: { description: 'a', uses: 1_001 }, parameter: 'uses' },
    { name: 'a negative life', body: { description: 'a', lifetime_seconds: -1 }, parameter: 'lifetime_seconds' },
    { name: 'an endless life', body: { description: 'a', lifetime_seconds: 1e12 }, parameter: 'lifetime_seconds' },
    { name: 'scopes as a list', body: { description: 'a', scope: ['openid'] }, parameter: 'scope' },
    { name: 'a scope that is none', body: { description: 'a', scope: 'a"b' }, parameter: 'scope' },
    { name: 'a misspelled bound', body: { description: 'a', scopes: 'openid' }, parameter: 'scopes' },
    { name: 'V-86: a member called __proto__', body: JSON.parse('{"__proto__":1}') as object, parameter: '__proto__' },
  ])('V-87: refuses $name', ({ body, parameter }) => {
    expect(() => readInitialAccessTokenOrder({ ...body })).toThrow(expect.objectContaining({ parameter }) as Error);
  });

  test('STD RFC7591-3: one use within a week, unless it says otherwise', () => {
    expect(readInitialAccessTokenOrder({ description: 'a hospital' })).toEqual({
      description: 'a hospital',
      uses: 1,
      lifetimeSeconds: 604_800,
    });
    const more = { uses: 5, lifetime_seconds: 60, scope: 'openid launch/patient' };
    expect(readInitialAccessTokenOrder({ description: 'a', ...more })).toEqual({
      ...{ description: 'a', uses: 5, lifetimeSeconds: 60 },
      scopes: ['openid', 'launch/patient'],
    });
  });
});
