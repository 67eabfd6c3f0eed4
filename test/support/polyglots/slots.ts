/** A place of a template that a text is put into. */
export interface Slot {
  readonly name: string;
  /** The template of the place. @param path how the expression reaches the text @param id what calls of `said` name the place by */
  readonly html: (path: string, id: string) => string;
  /** How often scripts in it say the text by `said(id, text)`. */
  readonly says?: number;
  /** What is of the text in an address; absent where it may be the whole. */
  readonly address?: 'parameter' | 'path';
  /** Whether people read the text otherwise than it is, for example as an address. */
  readonly changes?: true;
}

type Made = Omit<Slot, 'name'>['html'];

/** Places whose markup alone says what they are. */
export function slots(made: Readonly<Record<string, Made>>, also: Omit<Slot, 'name' | 'html'> = {}): readonly Slot[] {
  return Object.entries(made).map(([name, html]) => ({ name, html, ...also }));
}
