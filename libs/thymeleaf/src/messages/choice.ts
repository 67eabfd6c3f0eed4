import { TemplateError } from '../template-error.js';

interface Choice {
  /** The smallest number the text is for; of `<`, the next after it. */
  readonly from: number;
  readonly open: boolean;
  readonly text: string;
}

/**
 * The text for a number by a pattern of java.text.ChoiceFormat: `0#none|1#one|1<many`. A number below all takes the first.
 * @throws TemplateError `value` for a pattern that is none
 */
export function chooseText(pattern: string, number: number): string {
  const choices = choicesOf(pattern);
  const fitting = choices.filter(({ from, open }) => (open ? number > from : number >= from));
  return (fitting.at(-1) ?? choices[0])?.text ?? '';
}

function choicesOf(pattern: string): readonly Choice[] {
  return splitUnquoted(pattern).map((piece) => {
    const found = /^\s*([-+]?[0-9.eE]{1,30}|-?∞)\s*([#<≤])/.exec(piece);
    const [whole = '', limit = '', relation] = found ?? [];
    const from = limit.endsWith('∞') ? Number(limit.replace('∞', 'Infinity')) : Number(limit);
    if (!found || Number.isNaN(from))
      throw new TemplateError('value', 'A choice of a message is written as {0,choice,0#none|1#one|1<more}.');
    return { from, open: relation === '<', text: piece.slice(whole.length) };
  });
}

/** The pieces between `|`, without those in quotes or braces. */
function splitUnquoted(pattern: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '{') depth += 1;
    else if (!quoted && character === '}') depth -= 1;
    else if (!quoted && depth === 0 && character === '|') {
      pieces.push(pattern.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, pattern.slice(start)];
}
