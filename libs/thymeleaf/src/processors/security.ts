import { parseAuthorization } from '../authorization/parse-authorization.js';
import { propertyPath } from '../authorization/property-path.js';
import { renderNodes } from '../template/compiled-nodes.js';
import { placed } from '../template/evaluated.js';
import { writeText } from '../template/value-writers.js';
import { TemplateError } from '../template-error.js';
import { requiredSource } from './directive-values.js';
import type { AroundBuilder, WithinBuilder } from './processor.js';

/** sec:authorize: rendered where the person may do what it asks. */
export const authorized: AroundBuilder = (directive) => {
  const source = requiredSource(directive);
  const allows = parseAuthorization(source);
  const place = { position: directive.position, source };
  return (inner) => (scope, output) => {
    if (placed(place, scope, () => allows(scope.environment.objects))) renderNodes(inner, scope, output);
  };
};

/** sec:authentication: a property of who is signed in, in place of the content. */
export const authentication: WithinBuilder = (directive, element) => {
  const source = requiredSource(directive);
  const read = propertyPath(source);
  const place = { position: directive.position, source };
  element.body = () => (scope, output) => {
    const value = placed(place, scope, () => read(scope.environment.objects['authentication'] ?? null));
    writeText(value, scope, output);
  };
};

/** What only the application knows that the original runs in. */
export const refusedAuthorization: AroundBuilder = ({ attribute }) => {
  throw new TemplateError('refused', `${attribute.name} needs an application of Spring's: use sec:authorize.`);
};
