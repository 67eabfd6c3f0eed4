import { legible } from '#protocol/legible-text';
import type { SkinFindingJson, SkinJson, SkinStepJson, WornSkinJson } from '#skin/skin-library.port';

/** A skin in one line. */
export function skinText({ sha256, identity, fileName = '', storedAt, storedBy, wornBy }: SkinJson): string {
  const file = fileName === '' ? '' : `  ${legible(fileName)}`;
  const worn = wornBy.length === 0 ? '' : `  worn by ${wornBy.join(', ')}`;
  return `${sha256.slice(0, 12)}  ${identity}${file}  stored ${storedAt} by ${legible(storedBy)}${worn}\n`;
}

/** What a module wears, in one line or two. */
export function wornText({ moduleId, identity = 'built-in pages', previous, problem }: WornSkinJson): string {
  const back = previous === undefined ? '' : `, a rollback leads to ${previous}`;
  const fault = problem === undefined ? '' : `  ${legible(problem)}\n`;
  return `${moduleId}  ${identity}${back}\n${fault}`;
}

/** What happened, in one line. */
export function stepText({ at, kind, from, to, author, comment = '', isOverridden }: SkinStepJson): string {
  const why = comment === '' ? '' : `  ${legible(comment)}`;
  return `${at}  ${kind}: ${from} → ${to}${isOverridden ? ', in spite of errors' : ''}  ${legible(author)}${why}\n`;
}

/** What a look found, in one line. */
export function skinFindingText({ severity, line, column, message }: SkinFindingJson): string {
  const place = line === undefined ? '' : ` (line ${String(line)}, column ${String(column)})`;
  return `${severity}${place}: ${legible(message)}\n`;
}
