import { wholeRemovals, type RemovedPart } from '../template/removal.js';
import { expressionOf } from './directive-values.js';
import type { WithinBuilder } from './processor.js';

/** th:remove: a part by its name, or an expression that gives one. */
export const removal: WithinBuilder = (directive, element) => {
  const named = (directive.source ?? '').trim().toLowerCase();
  if (wholeRemovals.has(named)) element.removal = named as RemovedPart;
  else element.removal = expressionOf(directive, element);
};
