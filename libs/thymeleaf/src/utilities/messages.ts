import { absentMessage, messageOrNone } from '../messages/message.js';
import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { givenItems, givenText } from './given.js';
import { withItems, type Methods } from './over-items.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

const orMark = (key: string, text: string | undefined, { environment }: Scope) =>
  text ?? absentMessage(key, environment.locale);

const message =
  (parameters: (scope: Scope, given: readonly Value[]) => readonly Value[], marked: boolean): UtilityMethod =>
  (scope, target, ...given) => {
    const key = givenText(target, scope);
    const text = messageOrNone(key, parameters(scope, given), scope);
    return marked ? orMark(key, text, scope) : (text ?? null);
  };

const each = (_: Scope, given: readonly Value[]) => given;
const ofList = (scope: Scope, [list]: readonly Value[]) => givenItems(list, scope);

/** `#messages`. */
export const messages: UtilityObject = new Map(
  Object.entries(
    withItems({
      msg: message(each, true),
      msgOrNull: message(each, false),
      msgWithParams: message(ofList, true),
      msgOrNullWithParams: message(ofList, false),
    }) satisfies Methods,
  ),
);
