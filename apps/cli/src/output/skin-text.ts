import { legible } from '#protocol/legible-text';
import type { SkinFindingJson, SkinJson, SkinReportJson, SkinStepJson, WornSkinJson } from '#skin/skin-library.port';

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
export function skinFindingText({ severity, code, file, line, column, message }: SkinFindingJson): string {
  const place = [file ?? 'skin', ...(line === undefined ? [] : [String(line), String(column)])].join(':');
  return `${legible(place)}: ${severity}: ${legible(message)} [${code}]\n`;
}

/** Where the pages of a skin come from, in a few lines. */
export function skinPagesText({ pages = [], thymeleaf = '3.1', omitted = 0 }: SkinReportJson): string {
  const own = pages.filter(({ state }) => state === 'skin');
  const lines = own.map(({ title, file = '', fails = [] }) => {
    const trouble = fails.length === 0 ? '' : `  fails: ${fails.join(', ')}`;
    return `  ${title}: ${legible(file)}${trouble}\n`;
  });
  const others = pages.filter(({ state }) => state !== 'skin').map(({ title }) => title);
  const more = omitted === 0 ? '' : `${String(omitted)} more findings.\n`;
  const builtIn = others.length === 0 ? '' : `  built-in: ${others.join(', ')}\n`;
  return `${more}Pages (Thymeleaf ${thymeleaf}):\n${lines.join('')}${builtIn}`;
}
