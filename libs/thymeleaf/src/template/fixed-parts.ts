import type { Specification } from '../expression/expressions.js';
import { Budget, defaultRenderLimits } from '../limits.js';
import type { Environment, Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import { recordOf } from '../value.js';

const nothing = recordOf([]);

const environment: Environment = {
  ...{ locale: 'en', contextPath: '', timeZone: 'UTC', now: new Date(0), message: () => undefined, objects: nothing },
  ...{ parameters: nothing, escapesModelText: true, handlers: 'strict', notice: () => undefined },
};

/** A scope in which nothing is known, for what a template says without data. */
function emptyScope(): Scope {
  const budget = new Budget(defaultRenderLimits, () => 0);
  const none = { lookup: () => undefined, fragment: () => undefined, variables: () => nothing };
  return { environment, budget, template: '', selected: undefined, ...none };
}

/** The parts of what an attribute says; undefined where they depend on data (`__…__`). */
export function fixedParts<T>(specification: Specification<T>): T | undefined {
  return specification.source.includes('__') ? undefined : attempt(() => specification.parts(emptyScope()));
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (mistake) {
    if (mistake instanceof TemplateError) return undefined;
    throw mistake;
  }
}
