/** What a language writes between digits. */
export interface NumberSymbols {
  readonly decimal: string;
  readonly group: string;
  readonly minus: string;
  readonly percent: string;
}

const known = new Map<string, NumberSymbols>();
const maximalKnown = 50;

/** The symbols of a locale; digits are always 0 to 9. */
export function numberSymbols(locale: string): NumberSymbols {
  const found = known.get(locale);
  if (found) return found;
  if (known.size >= maximalKnown) known.clear();
  const made = symbolsOf(locale);
  known.set(locale, made);
  return made;
}

function symbolsOf(locale: string): NumberSymbols {
  const format = new Intl.NumberFormat(locale, { numberingSystem: 'latn', style: 'percent', minimumFractionDigits: 1 });
  const parts = format.formatToParts(-12_345_678);
  const part = (wanted: string, otherwise: string) => parts.find(({ type }) => type === wanted)?.value ?? otherwise;
  return {
    ...{ decimal: part('decimal', '.'), group: part('group', ',') },
    ...{ minus: part('minusSign', '-'), percent: part('percentSign', '%') },
  };
}
