import type { SkinFinding } from '../package/skin-finding.js';
import type { CheckedTemplate } from './checked-skin.js';
import { finding } from './finding.js';

/** Event handlers that are made with values, and what was written for Thymeleaf 3.0. */
export function checkCode({ skin, template }: CheckedTemplate): readonly SkinFinding[] {
  const file = template.name;
  const { inline, oldConstructs } = template.inspection;
  const joined = new Set(
    oldConstructs.filter(({ construct }) => isHandler(construct)).map(({ position }) => keyOf(position)),
  );
  const isStrict = skin.settings.handlers !== 'compatible';
  const made = inline.filter(({ isMade }) => isMade === true);
  return [
    ...made.map(({ position: place }) =>
      finding('handler-made', { file, place, problem: 'makes an event handler with values' }),
    ),
    ...oldConstructs.map(({ construct, position: place }) => {
      if (!joined.has(keyOf(place)))
        return finding('old-construct', { file, place, expression: construct, problem: `uses ${construct}` });
      const problem = `joins ${construct} of texts${isStrict ? ', and such a page is not made' : ''}`;
      return finding(isStrict ? 'handler-of-texts' : 'old-construct', { file, place, expression: construct, problem });
    }),
  ];
}

function isHandler(attribute: string): boolean {
  return /^(?:(?:data-)?th[:-])?on[a-z]{3,}$/i.test(attribute);
}

function keyOf({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${String(line)}:${String(column)}`;
}
