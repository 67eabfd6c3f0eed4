import { fieldKind } from './field-kinds.js';

/** Shortest value that is looked for: a shorter one could be anything. */
const SHORTEST = 6;

/** The variables of the server that are secrets by their names, such as `JS_CLIENT_SECRET`: scripts send them, and nobody reads them in a recording. */
export function secretsIn(environment: Readonly<Record<string, string>>): readonly string[] {
  const isSecret = (name: string): boolean => fieldKind(name) === 'secret' || /key$/i.test(name);
  return Object.entries(environment).flatMap(([name, value]) =>
    isSecret(name) && value.length >= SHORTEST ? [value] : [],
  );
}
