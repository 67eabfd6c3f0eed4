import { resourceTypes } from '#protocol/smart/resource-type';
import type { FieldKind } from './field-kinds.js';

/** Longest value of which only the places are replaced that an address or a reference has for it: elsewhere it means something else. */
const LONGEST_SHORT = 3;
/** Longest value that is looked for in others. */
const LONGEST_LOOKED_FOR = 2_000;

/** Words of every recording, which stay what they are although somebody may be called so. */
const everydayWords: ReadonlySet<string> = new Set([
  ...[...resourceTypes].map((type) => type.toLowerCase()),
  ...'fhir r4 r5 launch openid user system http https true false null application json default admin'.split(' '),
]);

/** What stands for values in one recording: the same for the same value, whatever the case of its letters, and of the same form where scripts may look at it. */
export class StandIns {
  private readonly byValue = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private pattern: RegExp | undefined;

  of(kind: FieldKind, value: string): string {
    const key = value.toLowerCase();
    const known = this.byValue.get(key);
    if (known !== undefined) return known;
    const made = this.make(kind, value);
    this.byValue.set(key, made);
    this.pattern = undefined;
    return made;
  }

  /** The text with everything in it replaced for which something stands by now. */
  replaceIn(text: string): string {
    const whole = this.byValue.get(text.toLowerCase());
    if (whole !== undefined && text.length > LONGEST_SHORT) return whole;
    this.pattern ??= this.compile();
    return text.replace(this.pattern, (found: string) => this.written(found));
  }

  private make(kind: FieldKind, value: string): string {
    const form = formOf(kind, value);
    const count = (this.counts.get(form) ?? 0) + 1;
    this.counts.set(form, count);
    return forms[form](count);
  }

  private written(found: string): string {
    const plain = decoded(found).toLowerCase();
    const made = this.byValue.get(plain) ?? this.byValue.get(found.toLowerCase()) ?? found;
    return plain === found.toLowerCase() ? made : encodeURIComponent(made);
  }

  /** Long ones first, so that none is taken for a part of itself; each also as it stands in addresses and forms. */
  private compile(): RegExp {
    const values = [...this.byValue.keys()].filter(
      (value) => value.length <= LONGEST_LOOKED_FOR && !everydayWords.has(value) && /\S/.test(value),
    );
    const spellings = values.flatMap((value) => spellingsOf(value)).toSorted((a, b) => b.length - a.length);
    const isShort = (value: string): boolean => value.length <= LONGEST_SHORT;
    const long = spellings.filter((value) => !isShort(value)).map(escaped);
    const short = spellings.filter(isShort).map(escaped);
    const parts = [
      ...(long.length > 0
        ? [`(?:(?<![\\p{L}\\p{N}_])|(?<=%[\\da-f]{2}))(?:${long.join('|')})(?![\\p{L}\\p{N}_])`]
        : []),
      ...(short.length > 0 ? [`(?<=[/=|]|%7c|%2f)(?:${short.join('|')})(?=[/?&#|,]|$)`] : []),
    ];
    return parts.length === 0 ? /(?!)/g : new RegExp(parts.join('|'), 'giu');
  }
}

type Form = 'secret' | 'number' | 'uuid' | 'id' | 'name' | 'mail' | 'notes' | 'date' | 'address';

const forms: Readonly<Record<Form, (count: number) => string>> = {
  secret: (count) => `removed-${String(count)}`,
  number: (count) => String(900_000_000 + count),
  uuid: (count) => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
  id: (count) => `id-${String(count)}`,
  name: (count) => `name-${String(count)}`,
  mail: (count) => `person-${String(count)}@example.org`,
  notes: (count) => `text-${String(count)}`,
  date: () => '1970-01-01',
  address: (count) => `192.0.2.${String(count % 255)}`,
};

function formOf(kind: FieldKind, value: string): Form {
  if (kind === 'birth') return /^\d{4}(-\d\d){0,2}$/.test(value) ? 'date' : 'notes';
  if (kind === 'name' && /^[^\s@]+@[^\s@]+$/.test(value)) return 'mail';
  if (kind !== 'id' && !(kind === 'name' && /^\d+$/.test(value))) return kind;
  if (/^\d+$/.test(value)) return 'number';
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? 'uuid' : 'id';
}

/** For a pattern with the flag `u`. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function spellingsOf(value: string): readonly string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  return [...new Set([value, encoded.toLowerCase(), encoded.replaceAll('%20', '+').toLowerCase()])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
