import type { OpenAPIObject } from '@nestjs/swagger';
import { ADMIN_PREFIX } from '../http/admin-prefix.js';

type Schema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};
type Operation = Readonly<Record<string, unknown>> & {
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly responses: Readonly<Record<string, unknown>>;
};
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** The schema of every answer that is no success. */
const ERROR = '#/components/schemas/ApiErrorDto';

/**
 * Adds what decorators cannot say: the prefix is the listener's, not the caller's; parameters of the path, and of the address by the class that
 * reads them; answers to errors; and that objects have no other members than those described.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const { schemas = {} } = document.components ?? {};
  const all = schemas as unknown as Readonly<Record<string, Schema>>;
  const queries = new Set<string>();
  const paths = Object.entries(document.paths as unknown as Paths).map(([path, operations]) => {
    const outward = path.slice(ADMIN_PREFIX.length + 1);
    const completed = Object.entries(operations).map(([method, operation]) => {
      const { 'x-query': query, ...rest } = operation as Operation & { 'x-query'?: string };
      if (query !== undefined) queries.add(query);
      return [method, completeOperation(rest, outward, query === undefined ? undefined : all[query])];
    });
    return [outward, Object.fromEntries(completed) as unknown];
  });
  const kept = Object.entries(all).filter(([name]) => !queries.has(name));
  return {
    ...document,
    paths: Object.fromEntries(paths) as OpenAPIObject['paths'],
    components: {
      ...document.components,
      schemas: Object.fromEntries(kept.map(([name, schema]) => [name, closed(schema)])) as unknown as typeof schemas,
    },
  };
}

function completeOperation(operation: Operation, path: string, query: Schema | undefined): Operation {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  const { properties = {}, required = [] } = query ?? {};
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name), description, schema },
  }));
  const failure = { description: 'A refusal.', content: { 'application/json': { schema: { $ref: ERROR } } } };
  return {
    ...operation,
    parameters: [...inPath, ...inQuery, ...(operation.parameters ?? []).filter((each) => each['in'] === 'header')],
    responses: { ...operation.responses, default: failure },
  };
}

function closed(schema: Schema): Schema {
  return schema.properties === undefined ? schema : { ...schema, additionalProperties: false };
}
