import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { javaLocale } from './bundles.js';
import { formatMessage } from './message-format.js';

/** What is printed for a key that no bundle has, so that whoever makes the skin sees it: `??key_fr_CA??`. */
export function absentMessage(key: string, locale: string): string {
  return `??${key}_${javaLocale(locale)}??`;
}

/** The message of a key with its arguments; undefined where there is none. @throws TemplateError */
export function messageOrNone(key: string, given: readonly Value[], scope: Scope): string | undefined {
  const pattern = scope.environment.message(key, scope.template);
  return pattern === undefined ? undefined : formatMessage(pattern, given, scope);
}

/** The message of a key with its arguments, or the mark of a missing one. @throws TemplateError */
export function messageText(key: string, given: readonly Value[], scope: Scope): string {
  return messageOrNone(key, given, scope) ?? absentMessage(key, scope.environment.locale);
}
