import { templateScope } from '../../../../test/support/template-scope.js';
import type { Value } from '../value.js';
import { isEqual } from './equality.js';

function pairsOfPairs(depth: number): Value {
  let value: Value = 'x';
  for (let level = 0; level < depth; level += 1) value = [value, { same: value }];
  return value;
}

test('lists and maps are the same where what they hold is', () => {
  expect(isEqual(pairsOfPairs(3), pairsOfPairs(3), templateScope())).toBe(true);
  expect(isEqual(pairsOfPairs(3), pairsOfPairs(4), templateScope())).toBe(false);
});

test('V-81: lists that share their parts are compared within the limits', () => {
  expect(() => isEqual(pairsOfPairs(30), pairsOfPairs(30), templateScope())).toThrow('steps');
});
