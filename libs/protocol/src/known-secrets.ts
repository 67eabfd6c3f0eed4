/** Characters below which a text is no secret, but a part of every other. */
const SHORTEST = 4;
/** Characters of the beginning of a secret by which it is known at the end of a text that was cut. */
const SHORTEST_BEGINNING = 8;
/** Characters of a part of a token that is a secret by itself. */
const SHORTEST_PART = 16;

/** What belongs to a word, before and after what was found in it; of Base64 the padding is at the end alone. */
const WORD = { before: /[\p{L}\p{N}]/u, after: /[\p{L}\p{N}]/u };
const BASE64 = { before: /[\w+/-]/, after: /[\w+/=-]/ };
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }),
);

/** From and to, in a text. */
type Range = readonly [number, number];

/**
 * Secrets that are known by their very text, such as the password that somebody has typed. They are found as they are, cut at the end of a text, and as
 * they stand in addresses, forms, JSON, XML, Base64 (also within something longer, such as Basic credentials) and hexadecimal; of tokens each part.
 */
export class KnownSecrets {
  private readonly secrets: readonly string[];
  private found: { readonly written: readonly RegExp[]; readonly encoded: readonly string[] } | undefined;

  constructor(secrets: readonly string[]) {
    const parts = secrets.flatMap((secret) => secret.split('.').filter((part) => part.length >= SHORTEST_PART));
    this.secrets = [...new Set([...secrets, ...parts])].filter((secret) => secret.trim().length >= SHORTEST);
  }

  /** The text with something else where secrets are, with the rest of the word that they are in: what is left of it would tell what is missing. */
  without(text: string, standIn = '[redacted]'): string {
    if (this.secrets.length === 0) return text;
    let rest = 0;
    let kept = '';
    for (const [from, to] of this.rangesIn(text)) {
      if (from > rest || kept === '') kept += text.slice(rest, from) + standIn;
      rest = Math.max(rest, to);
    }
    return kept + text.slice(rest);
  }

  /** In their order; they may overlap. */
  private rangesIn(text: string): readonly Range[] {
    this.found ??= { written: this.secrets.map(patternOf), encoded: this.secrets.flatMap(encodedForms) };
    const ranges = [
      ...this.found.written.flatMap((pattern) => matches(text, pattern)),
      ...this.found.encoded.flatMap((form) => occurrences(text, form)),
      ...this.secrets.flatMap((secret) => beginningAtEnd(text, secret)),
    ];
    return ranges.toSorted(([a], [b]) => a - b);
  }
}

function matches(text: string, pattern: RegExp): readonly Range[] {
  const ranges: Range[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const range = widened(text, [match.index, pattern.lastIndex], WORD);
    ranges.push(range);
    pattern.lastIndex = range[1];
  }
  return ranges;
}

function occurrences(text: string, form: string): readonly Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, ranges.at(-1)?.[1]))
    ranges.push(widened(text, [at, at + form.length], BASE64));
  return ranges;
}

function beginningAtEnd(text: string, secret: string): readonly Range[] {
  if (secret.length <= SHORTEST_BEGINNING) return [];
  const beginning = secret.slice(0, SHORTEST_BEGINNING);
  const first = Math.max(0, text.length - secret.length + 1);
  for (let at = text.indexOf(beginning, first); at >= 0; at = text.indexOf(beginning, at + 1))
    if (secret.startsWith(text.slice(at))) return [[at, text.length]];
  return [];
}

function widened(text: string, [from, to]: Range, { before, after }: typeof WORD): Range {
  let [first, last] = [from, to];
  while (first > 0 && before.test(text.charAt(first - 1)) && !endsEscape(text, first)) first--;
  while (last < text.length && after.test(text.charAt(last))) last++;
  return [first, last];
}

/** Digits of `%3A` belong to no word. */
function endsEscape(text: string, at: number): boolean {
  return /^%[\da-f]{2}$/i.test(text.slice(Math.max(0, at - 3), at));
}

/** Backslashes with what stands behind them, or anything else. */
const UNITS = /(\\+)([^]?)|[^]/gu;

/**
 * The secret as people and programs write it: any character that means something somewhere may be escaped as it is there. A stranger may have chosen
 * secret and text, so that there is one way only in which a text can be what the pattern says: nothing is tried again and again.
 */
function patternOf(secret: string): RegExp {
  const units = [...secret.matchAll(UNITS)].map(([unit, backslashes, next = '']) =>
    backslashes === undefined ? spelling(unit) : behindBackslashes(backslashes.length, next),
  );
  return new RegExp(units.join(''), 'g');
}

/** All the backslashes of a place in a text are taken at once, those that escape others and what is next among them. */
function behindBackslashes(count: number, next: string): string {
  const coded = `(?:%(?:25)?5[cC]|&(?:amp;)?#(?:0*92|[xX]0*5[cC]);){${String(count)}}`;
  const letter = letterOf(next);
  const plain = [escaped(next), ...unicodeEscapes(next), ...(letter === undefined ? [] : [letter])].join('|');
  return `(?:(?<!\\\\)\\\\{${String(count)},}(?!\\\\)(?:${plain})|${coded}${next === '' ? '' : spelling(next)})`;
}

/** By which JSON escapes the character, if there is one. */
function letterOf(character: string): string | undefined {
  return /^\\([bfnrt])$/.exec(JSON.stringify(character).slice(1, -1))?.[1];
}

/** What stands behind the backslash where JSON escapes a character by number; of some there are two parts. */
function unicodeEscapes(character: string): readonly string[] {
  if (character === '' || /[\w.-]/.test(character)) return [];
  return [
    character
      .split('')
      .map((unit) => `u${hex(unit.charCodeAt(0), 4)}`)
      .join('\\\\{1,4}'),
  ];
}

/** Percent, plus and JSON escapes may be escaped once more themselves. */
function spelling(character: string): string {
  if (/[\w.-]/.test(character)) return escaped(character);
  const code = character.codePointAt(0) ?? 0;
  const letter = letterOf(character);
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)?${hex(byte, 2)}`);
  const xml = [NAMED.get(character), `#0*${String(code)}`, `#[xX]0*${hex(code, 1)}`].filter(Boolean).join('|');
  const others = [
    ...(character === ' ' ? ['\\+'] : []),
    ...(letter === undefined ? [] : [`\\\\{1,4}${letter}`]),
    ...(code > 127 && code < 256 ? [`%(?:25)?${hex(code, 2)}`] : []),
  ];
  const all = [
    `\\\\{0,4}${escaped(character)}`,
    ...unicodeEscapes(character).map((each) => `\\\\{1,4}${each}`),
    bytes.join(''),
    `&(?:amp;)?(?:${xml});`,
    ...others,
  ];
  return `(?:${all.join('|')})`;
}

/** Base64 of any text that has the secret in it, however many bytes stand before it, and hexadecimal. */
function encodedForms(secret: string): readonly string[] {
  const encodings = /[\u0080-\u00ff]/.test(secret) ? (['utf8', 'latin1'] as const) : (['utf8'] as const);
  const forms = encodings.flatMap((encoding) => {
    const bytes = Buffer.from(secret, encoding);
    const plain = [0, 1, 2].map((before) => middleOf(bytes, before));
    const inAddresses = plain.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
    const escapedOnes = plain.map((form) => encodeURIComponent(form));
    const digits = bytes.toString('hex');
    return [...plain, ...inAddresses, ...escapedOnes, digits, digits.toUpperCase()];
  });
  return [...new Set(forms)];
}

/** The Base64 characters that say nothing but the secret. */
function middleOf(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
}

/** In either case. */
function hex(code: number, digits: number): string {
  const text = code.toString(16).padStart(digits, '0');
  return text.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
