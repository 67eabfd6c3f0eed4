import { resourceTypes } from '#protocol/smart/resource-type';
import type { FieldKind } from './field-kinds.js';
import { SpelledValues } from './spelled-values.js';

/** Longest text that is taken for another only as a part of an address or of a reference. */
const LONGEST_SHORT = 3;
/** Secrets that are looked for in every way of writing; those of the call itself come first. */
const MOST_SPELLED_OUT = 50;

/** Words of every recording, which stay what they are although somebody may be called so; secrets are no such words. */
const everydayWords: ReadonlySet<string> = new Set([
  ...[...resourceTypes].map((type) => type.toLowerCase()),
  ...'fhir r4 r5 launch openid user system http https true false null application json default admin'.split(' '),
]);

/** What stands for values in one recording: the same for the same value, whatever the case of its letters, and of the same form where scripts may look at it. */
export class StandIns {
  private readonly byValue = new Map<string, string>();
  /** As they were written. */
  private readonly secrets = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private spelled: SpelledValues | undefined;

  of(kind: FieldKind, value: string): string {
    const key = value.toLowerCase();
    const standIn = this.byValue.get(key) ?? this.learned(kind, key, value);
    if (kind === 'secret' && !this.secrets.has(value) && this.secrets.size < MOST_SPELLED_OUT) {
      this.secrets.set(value, standIn);
      this.spelled = undefined;
    }
    return standIn;
  }

  /** The text with everything in it replaced for which something stands by now. */
  replaceIn(text: string): string {
    const whole = this.byValue.get(text.toLowerCase());
    if (whole !== undefined && text.length > LONGEST_SHORT) return whole;
    this.spelled ??= this.compiled();
    return this.spelled.replaceIn(text);
  }

  private learned(kind: FieldKind, key: string, value: string): string {
    const made = this.make(kind, value);
    this.byValue.set(key, made);
    this.spelled = undefined;
    return made;
  }

  private compiled(): SpelledValues {
    const values = [...this.byValue].filter(([value]) => !everydayWords.has(value));
    return new SpelledValues({ values: new Map(values), secrets: this.secrets });
  }

  private make(kind: FieldKind, value: string): string {
    const form = formOf(kind, value);
    const count = (this.counts.get(form) ?? 0) + 1;
    this.counts.set(form, count);
    return forms[form](count);
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
