import { TemplateError } from '#thymeleaf/template-error';
import { atOnce, type Steps } from '../in-slices.js';

/**
 * Makes a page that may never have been made before: what it runs into a limit by then may be only that code is slow the first time, so that it is
 * made once more.
 * @throws whatever the second try throws
 */
export function withSecondTry<T>(make: () => T): T {
  return atOnce(secondTry(make));
}

/** The same with others between the tries: each may last as long as a page may. */
export function* secondTry<T>(make: () => T): Steps<T> {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TemplateError) || error.fault !== 'limit') throw error;
    yield;
    return make();
  }
}
