import type { CheckedTemplate, Findings } from './checked-skin.js';
import { finding } from './finding.js';

/** Event handlers that are made with values, and what was written for Thymeleaf 3.0. */
export function* checkCode({ skin, template }: CheckedTemplate): Findings {
  const file = template.name;
  const { inline, oldConstructs } = template.inspection;
  const joined = new Set(
    oldConstructs.filter(({ construct }) => isHandler(construct)).map(({ position }) => keyOf(position)),
  );
  const isStrict = skin.settings.handlers !== 'compatible';
  const made = inline.filter(({ isMade }) => isMade === true);
  for (const { position: place } of made)
    yield [finding('handler-made', { file, place, problem: 'makes an event handler with values' })];
  for (const { construct, position: place } of oldConstructs) {
    const at = { file, place, expression: construct };
    if (joined.has(keyOf(place))) {
      const problem = `joins ${construct} of texts${isStrict ? ', and such a page is not made' : ''}`;
      yield [finding(isStrict ? 'handler-of-texts' : 'old-construct', { ...at, problem })];
    } else yield [finding('old-construct', { ...at, problem: `uses ${construct}` })];
  }
}

function isHandler(attribute: string): boolean {
  return /^(?:(?:data-)?th[:-])?on[a-z]{3,}$/i.test(attribute);
}

function keyOf({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${String(line)}:${String(column)}`;
}
