import type { UtilityObject } from './utility.js';

/** `#themes` of Spring: a skin has one look, so that there is no text of any theme. */
export const themes: UtilityObject = new Map([['code', () => null]]);
