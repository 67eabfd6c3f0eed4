/**
 * A sentence or a few words of ours, not yet in any language: the key of a catalogue, and what is put in. Who shows it makes words of it in the
 * language of the reader.
 */
export interface Phrase {
  readonly key: string;
  readonly values?: PhraseValues;
  /** It begins a sentence or stands alone: its first letter is a capital, whatever comes first. */
  readonly startsSentence?: true;
}

/** Words: ours as a phrase; those of somebody else, which are shown as they are, as a text. */
export type Wording = Phrase | string;

/** What is put into a phrase, by name. */
export type PhraseValues = Readonly<Record<string, PhraseValue>>;

/** A number, words, several of them ("a, b and c"), a moment, a day as FHIR writes it (`1984`, `1984-05`, `1984-05-17`), or a length of time. */
export type PhraseValue =
  number | Wording | readonly Wording[] | Date | { readonly day: string } | { readonly seconds: number };

/** Several sentences as one. */
export function sentences(first: Wording, ...rest: readonly Wording[]): Wording {
  const [next, ...others] = rest;
  if (next === undefined) return first;
  return { key: 'common.sentences', values: { first, rest: sentences(next, ...others) } };
}
