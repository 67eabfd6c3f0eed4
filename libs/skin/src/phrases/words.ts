import { IntlMessageFormat } from 'intl-messageformat';
import type { PhraseValue, Wording } from '#protocol/phrase';
import type { Catalogue, Language } from './catalogue.js';
import { german } from './de/catalogue.js';
import { english } from './en/catalogue.js';
import { spanish } from './es/catalogue.js';
import { french } from './fr/catalogue.js';
import { type PlainFormats, plainFormats } from './plain-formats.js';

const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, es: spanish, fr: french, de: german };

/** A piece of a phrase: words of ours or of somebody else, or what was given for a slot. */
export type Piece<Slot> = { readonly words: string } | { readonly slot: Slot };

/**
 * Makes words of phrases in one language. What is put into a phrase is text and stays so: nobody reads it as a message, and braces and quotes in
 * it are braces and quotes (V-79).
 */
export class Words {
  readonly #messages = new Map<string, IntlMessageFormat>();
  readonly #formats: PlainFormats;

  constructor(
    readonly language: Language,
    private readonly catalogue: Readonly<Record<string, string>>,
  ) {
    this.#formats = plainFormats(language);
  }

  /** @throws Error where the catalogue does not have the phrase, or something is missing that is to be put in: our mistake */
  say(wording: Wording): string {
    if (typeof wording === 'string') return wording;
    const { key, values = {}, startsSentence } = wording;
    const words = this.pieces(key, values, new Map<string, never>()).map((piece) =>
      'words' in piece ? piece.words : '',
    );
    return startsSentence ? this.#formats.capitalised(words.join('')) : words.join('');
  }

  /** A phrase in pieces, so that what stands in its slots can be of another kind than its words. */
  pieces<Slot extends object>(
    key: string,
    values: Readonly<Record<string, PhraseValue>>,
    slots: ReadonlyMap<string, Slot>,
  ): readonly Piece<Slot>[] {
    const put = Object.entries(values).map(([name, value]) => [name, this.#put(value)] as const);
    const parts = this.#message(key).formatToParts<Slot>(
      Object.fromEntries<string | number | Slot>([...put, ...slots]),
    );
    return parts.map(({ value }) => (typeof value === 'string' ? { words: value } : { slot: value }));
  }

  /** Numbers stay numbers, because they decide between singular and plural. */
  #put(value: PhraseValue): string | number {
    if (typeof value === 'number') return value;
    if (value instanceof Date) return this.#moment(value);
    if (typeof value === 'string' || 'key' in value) return this.say(value);
    if ('day' in value) return this.#formats.day(value.day);
    if ('seconds' in value) return this.#formats.duration(value.seconds);
    return this.#formats.list(value.map((each) => this.say(each)));
  }

  #moment(at: Date): string {
    const { date, time } = this.#formats.moment(at);
    return this.say({ key: 'common.moment', values: { date, time } });
  }

  #message(key: string): IntlMessageFormat {
    const known = this.#messages.get(key);
    if (known !== undefined) return known;
    const text = Object.hasOwn(this.catalogue, key) ? this.catalogue[key] : undefined;
    if (text === undefined) throw new TypeError(`There is no phrase ${key}.`);
    const message = new IntlMessageFormat(text, this.language, undefined, { ignoreTag: true });
    this.#messages.set(key, message);
    return message;
  }
}

const made = new Map<Language, Words>();

/** The words of a language; messages are parsed when they are first used, once in a process. */
export function wordsIn(language: Language): Words {
  const words = made.get(language) ?? new Words(language, catalogues[language]);
  made.set(language, words);
  return words;
}
