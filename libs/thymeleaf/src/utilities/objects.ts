import { withItems, type Methods } from './over-items.js';
import type { UtilityObject } from './utility.js';

/** `#objects`. */
export const objects: UtilityObject = new Map(
  Object.entries(withItems({ nullSafe: (_, value = null, instead = null) => value ?? instead }) satisfies Methods),
);
