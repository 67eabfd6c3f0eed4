import { KnownSecrets } from '#protocol/known-secrets';
import { spellingsOf } from './spellings.js';

/** Longest value of which only the places are replaced that an address or a reference has for it: elsewhere it means something else. */
const LONGEST_SHORT = 3;
/** Longest value that is looked for in others, and longest secret. */
const LONGEST_LOOKED_FOR = 2_000;
const LONGEST_SECRET = 8_000;

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
  /** The longest first, so that none is taken for a part of itself. */
  private readonly secrets: readonly (readonly [known: KnownSecrets, standIn: string])[];
  private readonly pattern: RegExp;

  constructor({ values, secrets }: ReplacedValues) {
    this.secrets = [...secrets]
      .filter(([secret]) => secret.length <= LONGEST_SECRET)
      .toSorted(([one], [other]) => other.length - one.length)
      .map(([secret, standIn]) => [new KnownSecrets([secret]), standIn] as const);
    const plain = [...values].filter(([value]) => value.length <= LONGEST_LOOKED_FOR && /\S/.test(value));
    this.pattern = patternOf(plain.flatMap((each) => this.learned(each)));
  }

  replaceIn(text: string): string {
    const kept = this.secrets.reduce((rest, [known, standIn]) => known.without(rest, standIn), text);
    return kept.replace(this.pattern, (found: string) => this.standIns.get(found.toLowerCase()) ?? REMOVED);
  }

  private learned([value, standIn]: readonly [string, string]): readonly string[] {
    const encoded = encodeURIComponent(standIn);
    const written = spellingsOf(value);
    for (const text of written) this.standIns.set(text.toLowerCase(), /%[\da-f]{2}/i.test(text) ? encoded : standIn);
    return written;
  }
}

/** Long values first, so that none is taken for a part of itself. */
function patternOf(texts: readonly string[]): RegExp {
  const long = texts.filter((text) => text.length > LONGEST_SHORT);
  const short = texts.filter((text) => text.length <= LONGEST_SHORT);
  const parts = [
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
