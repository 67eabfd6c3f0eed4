import { givenItems } from './given.js';
import { withItems, type Methods } from './over-items.js';
import type { UtilityMethod, UtilityObject } from './utility.js';
import { isTrue } from '../expression/truth.js';

const all: UtilityMethod = (scope, items) => givenItems(items, scope).every(isTrue);
const any: UtilityMethod = (scope, items) => givenItems(items, scope).some(isTrue);

/** `#bools`. */
export const bools: UtilityObject = new Map(
  Object.entries({
    ...withItems({ isTrue: (_, value = null) => isTrue(value), isFalse: (_, value = null) => !isTrue(value) }),
    ...{ arrayAnd: all, listAnd: all, setAnd: all, arrayOr: any, listOr: any, setOr: any },
  } satisfies Methods),
);
