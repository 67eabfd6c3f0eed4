import { codedSpellings, spellingsOf, spellingsOfSecret } from './spellings.js';

/** Longest value of which only the places are replaced that an address or a reference has for it: elsewhere it means something else. */
const LONGEST_SHORT = 3;
/** Longest value that is looked for in others, and longest secret. */
const LONGEST_LOOKED_FOR = 2_000;
const LONGEST_SECRET = 8_000;
/** Shortest spelling of a secret that is looked for within words too. */
const SHORTEST_WITHIN = 8;
/** Stands for what cannot be told apart. */
const REMOVED = 'removed';

/** Values with what stands for them. */
export interface ReplacedValues {
  readonly values: ReadonlyMap<string, string>;
  /** As they were, letter by letter: of these every way of writing them is looked for. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Finds values in texts, however they are written there. */
export class SpelledValues {
  /** In small letters. */
  private readonly standIns = new Map<string, string>();
  /** Parts of words of Base64, in small letters. */
  private readonly coded = new Map<string, string>();
  private readonly pattern: RegExp;

  constructor({ values, secrets }: ReplacedValues) {
    const plain = [...values].filter(([value]) => value.length <= LONGEST_LOOKED_FOR && /\S/.test(value));
    const exact = [...secrets].filter(([secret]) => secret.length <= LONGEST_SECRET && /\S/.test(secret));
    const within = exact.flatMap((each) => this.learned(each, spellingsOfSecret));
    const words = plain.flatMap((each) => this.learned(each, spellingsOf));
    for (const [secret, standIn] of exact)
      for (const core of codedSpellings(secret)) this.coded.set(core.toLowerCase(), standIn);
    const isLong = (text: string): boolean => text.length >= SHORTEST_WITHIN;
    this.pattern = patternOf({
      coded: [...this.coded.keys()],
      within: within.filter(isLong),
      words: [...words, ...within.filter((text) => !isLong(text))],
    });
  }

  replaceIn(text: string): string {
    return text.replace(this.pattern, (found: string) => this.standInOf(found.toLowerCase()));
  }

  private learned([value, standIn]: readonly [string, string], spellings: typeof spellingsOf): readonly string[] {
    const encoded = encodeURIComponent(standIn);
    const written = spellings(value);
    for (const text of written) this.standIns.set(text.toLowerCase(), /%[\da-f]{2}/i.test(text) ? encoded : standIn);
    return written;
  }

  private standInOf(found: string): string {
    return this.standIns.get(found) ?? [...this.coded].find(([core]) => found.includes(core))?.[1] ?? REMOVED;
  }
}

interface Spelled {
  readonly coded: readonly string[];
  readonly within: readonly string[];
  readonly words: readonly string[];
}

/** Words of Base64 with a secret in them as a whole; then long values first, so that none is taken for a part of itself. */
function patternOf({ coded, within, words }: Spelled): RegExp {
  const long = words.filter((text) => text.length > LONGEST_SHORT);
  const short = words.filter((text) => text.length <= LONGEST_SHORT);
  const parts = [
    ...ifAny(coded, (any) => `(?<![\\w+/-])[\\w+/-]*?${any}[\\w+/-]*=*`),
    ...ifAny(within, (any) => any),
    ...ifAny(long, (any) => `(?:(?<![\\p{L}\\p{N}_])|(?<=%[\\da-f]{2}))${any}(?![\\p{L}\\p{N}_])`),
    ...ifAny(short, (any) => `(?<=[/=|]|%7c|%2f)${any}(?=[/?&#|,]|$)`),
  ];
  return parts.length === 0 ? /(?!)/g : new RegExp(parts.join('|'), 'giu');
}

function ifAny(texts: readonly string[], pattern: (any: string) => string): readonly string[] {
  if (texts.length === 0) return [];
  const longestFirst = texts.toSorted((a, b) => b.length - a.length).map(escaped);
  return [pattern(`(?:${longestFirst.join('|')})`)];
}

/** For a pattern with the flag `u`. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
