import fc from 'fast-check';
import { DecisionTrace } from '../decision/decision-trace.js';
import { exchangedScopes } from './exchanged-scopes.js';
import { scopeCoverage } from './scope-coverage.js';

const exchange = (held: readonly string[], list: readonly string[], requested?: readonly string[], strict = false) =>
  exchangedScopes({ requested, held, client: { scopes: list }, trace: new DecisionTrace(), strict });

describe('exchangedScopes', () => {
  test.each([
    {
      name: 'a scope the token does not have',
      held: ['openid'],
      list: ['openid', 'user/*.rs'],
      requested: ['user/*.rs'],
    },
    { name: 'more letters', held: ['user/*.rs'], list: ['user/*.cruds'], requested: ['user/*.cruds'] },
    { name: 'a whole where a part is held', held: ['user/Patient.rs'], list: ['user/*.rs'], requested: ['user/*.rs'] },
    { name: 'another context', held: ['patient/*.rs'], list: ['user/*.rs'], requested: ['user/*.rs'] },
    { name: 'what the client does not list', held: ['user/*.rs'], list: ['openid'], requested: ['user/*.rs'] },
    { name: 'nothing in common', held: ['user/*.rs'], list: ['openid'], requested: undefined },
    { name: 'refresh alone', held: ['offline_access'], list: ['offline_access'], requested: undefined },
    { name: 'all, of a token without scopes', held: [], list: ['openid'], requested: undefined },
  ])('V-30, STD RFC8693-1: refuses $name', ({ held, list, requested }) => {
    expect(() => exchange(held, list, requested)).toThrow(expect.objectContaining({ code: 'invalid_scope' }));
  });

  test('ruling 39: refuses a scope outside the list where the module is strict', () => {
    expect(() => exchange(['openid', 'user/*.rs'], ['openid'], undefined, true)).toThrow(
      expect.objectContaining({ code: 'invalid_scope' }),
    );
  });

  test.each([
    { held: ['openid', 'user/*.rs', 'offline_access'], list: ['user/*.rs', 'offline_access'], expected: ['user/*.rs'] },
    { held: ['user/*.cruds'], list: ['user/*.cruds'], requested: ['user/Patient.r'], expected: ['user/Patient.r'] },
    { held: ['user/*.read'], list: ['user/*.rs'], expected: ['user/*.read'] },
  ])('keeps $expected of $held', ({ held, list, requested, expected }) => {
    expect(exchange(held, list, requested)).toEqual(expected);
  });

  const scope = fc.constantFrom(
    'openid',
    'user/*.rs',
    'user/Patient.r',
    'user/*.cruds',
    'patient/*.read',
    'x',
    'offline_access',
  );
  const scopes = fc.uniqueArray(scope, { minLength: 1 });

  test('V-30, S-14: never has more than the token and the list', () => {
    fc.assert(
      fc.property(scopes, scopes, fc.option(scopes, { nil: undefined }), (held, list, requested) => {
        let granted: readonly string[] = [];
        try {
          granted = exchange(held, list, requested);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_scope' });
        }
        for (const one of granted) {
          expect(scopeCoverage(held)(one)).toBeDefined();
          expect(scopeCoverage(list)(one)).toBeDefined();
        }
      }),
    );
  });
});
