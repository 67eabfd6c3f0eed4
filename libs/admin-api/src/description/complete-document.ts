import type { OpenAPIObject } from '@nestjs/swagger';
import { ADMIN_PREFIX } from '../http/admin-prefix.js';
import type { Operation, Schema } from './operation.js';
import { refusalsOf } from './refusals.js';

type Schemas = Readonly<Record<string, Schema>>;
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** What the parts of paths are. */
const parts: Readonly<Record<string, object>> = {
  node: { description: 'Id of the node: that of this server.', example: 'Master' },
  module: { description: 'Id of the module.' },
  clientId: { description: 'Id of the client.' },
  pid: { description: 'Number by which the server knows it.', schema: { type: 'integer', minimum: 1 } },
  id: { description: 'Id of the keystore, or of the script.' },
  skin: {
    description:
      'SHA-256 of the JAR as hex; where one is only shown, also `group:artifact:version` or the name of the file.',
  },
  from: { description: 'Number of the one version.' },
  to: { description: 'Number of the other version.' },
  number: { description: 'Number of the version, as the list of them says.' },
  passkey: { description: 'Id of the passkey, as the list of them says.' },
};

/**
 * Adds what decorators cannot say: the prefix is the listener's, not the caller's; parameters of the path, and of the address by the class that
 * reads them; refusals; and which objects may have other members than those described.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as unknown as Schemas;
  const paths = document.paths as unknown as Paths;
  const completed = { paths: completePaths(paths, schemas), schemas: completeSchemas(paths, schemas) };
  return {
    ...document,
    paths: completed.paths as OpenAPIObject['paths'],
    components: { ...document.components, schemas: completed.schemas as Record<string, never> },
  };
}

function completePaths(paths: Paths, schemas: Schemas): object {
  const completed = Object.entries(paths).map(([path, operations]) => {
    const outward = path.slice(ADMIN_PREFIX.length + 1);
    const each = Object.entries(operations).map(([method, operation]) => {
      return [method, completeOperation(operation, { method, path: outward }, schemas)] as const;
    });
    return [outward, Object.fromEntries(each)] as const;
  });
  return Object.fromEntries(completed);
}

/** Classes of parameters are none; other members are where a body is read that is not to be complete (ruling 46). */
function completeSchemas(paths: Paths, schemas: Schemas): object {
  const operations = Object.values(paths).flatMap((each) => Object.values(each));
  const queries = new Set(operations.map((operation) => operation['x-query']));
  const bodies = operations.flatMap(({ requestBody }) => (requestBody?.required === true ? requestBody : []));
  const tolerant = reachedFrom(bodies, schemas);
  const kept = Object.entries(schemas).filter(([name]) => !queries.has(name));
  return Object.fromEntries(
    kept.map(([name, schema]) => [name, { ...schema, additionalProperties: tolerant.has(name) }]),
  );
}

function completeOperation(
  operation: Operation,
  place: { readonly method: string; readonly path: string },
  schemas: Schemas,
): object {
  const { 'x-query': query = '', 'x-refusals': _more, parameters = [], responses, ...rest } = operation;
  const inPath = [...place.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    ...parts[name],
  }));
  const { properties = {}, required = [] } = schemas[query] ?? {};
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name), description, schema },
  }));
  return {
    ...rest,
    parameters: [...inPath, ...inQuery, ...parameters.filter((each) => each['in'] === 'header')],
    responses: { ...responses, ...refusalsOf(operation, place) },
  };
}

/** Names of the schemas that something refers to, and those that they refer to. */
function reachedFrom(start: unknown, schemas: Schemas): ReadonlySet<string> {
  const reached = new Set<string>();
  const follow = (from: unknown): void => {
    const names = [...JSON.stringify(from).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name);
    for (const name of names) {
      if (reached.has(name)) continue;
      reached.add(name);
      follow(schemas[name] ?? {});
    }
  };
  follow(start);
  return reached;
}
