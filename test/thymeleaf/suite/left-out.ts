import type { Thtest } from '../format/thtest.js';

const folders = ['conversion', 'processors', 'prepostprocessors', 'aggregation', 'context'];

const parts = [
  ...['elementprocessors/markup', 'elementprocessors/precedence', 'features/elementstack', 'features/interaction'],
  ...['features/text/dialect', 'inlining/nostandard', 'inlining/interaction', 'aggregation', 'prepostprocessors'],
  ...['templateboundaries', 'bindingdialect'],
];

/** Why a test is not one of ours, by its path below `templateengine/` and its mode; undefined where it is. */
export function leftOut(below: string, { modes }: Thtest): string | undefined {
  const mode = modes.get('') ?? 'HTML';
  if (mode !== 'HTML') return `another mode: ${mode}`;
  if (folders.includes(below.split('/')[0] ?? '') || parts.some((part) => below.includes(part)))
    return 'registers a Java dialect or extension of its own';
  return undefined;
}
