import { pieces, type LetterRun } from '../formats/date-pattern.js';
import { TemplateError } from '../template-error.js';

/** Where the numbers of a date go: year, month, day, hour, minute, second, millisecond. */
const slots = 'yMdHmsS';

const slotOf = ({ letter }: Pick<LetterRun, 'letter'>) => (letter === 'u' ? 'y' : letter);

/**
 * The numbers of a date that is written by a pattern of digits, such as `dd/MM/yyyy`; what stands in brackets may be left out at the end.
 * @throws TemplateError `value`
 */
export function parseDate(text: string, pattern: string): readonly number[] {
  const found = [0, 1, 1, 0, 0, 0, 0];
  let at = 0;
  for (const piece of pieces(pattern)) {
    if (typeof piece !== 'string') {
      const digits = digitsAt(text, at, piece);
      found[slots.indexOf(slotOf(piece))] = Number(piece.letter === 'S' ? digits.padEnd(3, '0').slice(0, 3) : digits);
      at += digits.length;
    } else if (at === text.length && piece.startsWith('[')) return found;
    else at = behind(text, at, piece.replace(/[[\]]/g, ''));
  }
  if (at !== text.length) throw wrongDate();
  return found;
}

function behind(text: string, at: number, literal: string): number {
  if (!text.startsWith(literal, at)) throw wrongDate();
  return at + literal.length;
}

/** As many digits as letters; of a single letter up to the end of the digits. */
function digitsAt(text: string, at: number, { letter, count }: LetterRun): string {
  const name = slotOf({ letter });
  const most = name === 'S' || count === 1 ? 9 : count;
  const digits = /^[0-9]*/.exec(text.slice(at, at + most))?.[0] ?? '';
  if (!slots.includes(name) || digits === '' || (count > 1 && name !== 'S' && digits.length !== count))
    throw wrongDate();
  return digits;
}

function wrongDate(): TemplateError {
  return new TemplateError(
    'value',
    'The text is no date in this pattern; patterns that are read consist of yyyy, MM, dd, HH, mm, ss, SSS.',
  );
}
