import { TemplateError } from '../template-error.js';
import type { UtilityMethod, UtilityObject } from '../utilities/utility.js';
import { parseAuthorization } from './parse-authorization.js';

const expression: UtilityMethod = (scope, source = null) => {
  if (typeof source !== 'string') throw new TemplateError('value', '#authorization.expression takes a text.');
  return parseAuthorization(source)(scope.environment.objects);
};

/** `#authorization.expression('hasRole(…)')`; also called `expr`. */
export const authorizationUtility: UtilityObject = new Map([
  ['expression', expression],
  ['expr', expression],
]);
