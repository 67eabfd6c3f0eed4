import type { english } from './en/catalogue.js';

/** The English catalogue, which is the type of the others. */
export type English = typeof english;

/** Key of a phrase. */
export type PhraseKey = keyof English;

/** All phrases of one language: messages of ICU without tags. */
export type Catalogue = Readonly<Record<PhraseKey, string>>;

/** The languages that there are catalogues of (BCP 47). */
export const languages = ['en', 'es', 'fr', 'de'] as const;

/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** Whether there is a catalogue of it. */
export function isLanguage(tag: string): tag is Language {
  return (languages as readonly string[]).includes(tag);
}
