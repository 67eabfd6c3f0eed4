import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { aggregates } from './aggregates.js';
import { bools } from './bools.js';
import { arrays, lists, maps, sets } from './collections.js';
import { conversions } from './conversions.js';
import { calendars, dates } from './dates.js';
import { executionInfo } from './execution.js';
import { ids } from './ids.js';
import { localeValue } from './locale-value.js';
import { messages } from './messages.js';
import { numbers } from './numbers.js';
import { objects } from './objects.js';
import { strings } from './strings.js';
import { temporals } from './temporals.js';
import { themes } from './themes.js';
import { uris } from './uris.js';
import type { UtilityObject } from './utility.js';

/** The objects of methods that every expression reaches as `#name`. */
export const utilityObjects: ReadonlyMap<string, UtilityObject> = new Map(
  Object.entries({
    ...{ strings, numbers, bools, arrays, lists, sets, maps, objects, aggregates },
    ...{ dates, calendars, temporals, messages, ids, uris, conversions, themes },
  }),
);

const values: ReadonlyMap<string, (scope: Scope) => Value> = new Map<string, (scope: Scope) => Value>([
  ...Object.entries({
    locale: ({ environment }: Scope) => localeValue(environment.locale),
    ...{ ctx: (scope: Scope) => scope.variables(), vars: (scope: Scope) => scope.variables() },
    execInfo: executionInfo,
  }),
]);

/** Those that are values, not methods: `#locale`, `#ctx`, `#vars`, `#execInfo`; undefined for other names. */
export function utilityValue(name: string, scope: Scope): Value | undefined {
  return values.get(name)?.(scope);
}
