import type { Phrase, PhraseValue } from '#protocol/phrase';
import type { PhraseKey } from './phrases/catalogue.js';
import type { ArgumentNames } from './phrases/phrase-arguments.js';
import { wordsIn } from './phrases/words.js';

export type { PhraseKey } from './phrases/catalogue.js';

/** A phrase of the catalogue with what is put into it. */
export function say<K extends PhraseKey>(
  key: K,
  ...[values]: [ArgumentNames<K>] extends [never] ? [] : [Readonly<Record<ArgumentNames<K>, PhraseValue>>]
): Phrase {
  return values === undefined ? { key } : { key, values };
}

/** The same in plain English: for logs, audit records, JSON and mails. */
export function inEnglish(wording: Phrase | string): string {
  return wordsIn('en').say(wording);
}
