import type { Description, Operation } from './described-answers.js';
import { SeededRandom } from './seeded-random.js';

/** A call made up from the description. */
export interface MadeUpCall {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
}

/** Stands in names and values that no field has; no answer may repeat it. */
export const UNKNOWN = 'unknowncanary';

interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly format?: string;
}

/** Values that have broken parsers, databases or loops somewhere. */
const HOSTILE: readonly unknown[] = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e999',
    "'",
    '";--',
    '$$',
    '\\',
    '1;select pg_sleep(3)',
    '%00',
    '\r\nX: y',
    '\u2028',
    '\u0085',
  ],
  ...[
    '../../etc/passwd',
    'classpath:../x',
    '${jndi:x}',
    "#{env['PATH']}",
    '{{7*7}}',
    '<script>',
    '__proto__',
    '***',
    '[REMOVED]',
  ],
  ...[
    'x'.repeat(300),
    'ü'.repeat(5_000),
    '\ud83c\udfe5',
    'https://app.example/cb',
    'http://127.0.0.1:1/',
    'javascript:alert(1)',
  ],
  ...[0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), true, false, null, [], {}, [[]], [null], [{}], { a: { b: { c: 1 } } }],
];

/** Texts that mean nothing bad. */
const TEXTS: readonly string[] = [
  ...['a', 'some text', 'openid', 'https://app.example/cb', 'VIEW_USERS', 'a long enough text', 'smart_auth', 'Master'],
];

/** Parts of a path by their names. */
type Parts = Readonly<Record<string, string>>;

/** What a maker of calls goes by beside the description. */
export interface CallSources {
  /** Values for a part of a path, by its name, beside hostile ones. */
  readonly places: (name: string, path: string) => readonly string[];
  /** Texts that mean something in the fields and parameters of a name. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Parameters that are accepted together, by path. */
  readonly queries: Readonly<Record<string, readonly string[]>>;
  /** Bodies that are accepted, by the schema: what is made up from the schema alone hardly gets beyond the first check. */
  readonly samples: Readonly<Record<string, (parts: Parts, number: string) => Readonly<Record<string, unknown>>>>;
}

/** Longest address in characters; what is longer than the limit of headers never gets to the API (ruling 34). */
const LONGEST_ADDRESS = 60_000;

/** Makes up calls of one operation: right types and wrong ones, fields too many and too few, hostile texts wherever something stands. */
export class CallMaker {
  private readonly random: SeededRandom;

  constructor(
    private readonly description: Description,
    private readonly sources: CallSources,
    seed: number,
  ) {
    this.random = new SeededRandom(seed);
  }

  call(path: string, method: string, operation: Operation): MadeUpCall {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const parts = Object.fromEntries(names.map((name) => [name, this.place(name, path)]));
    const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(parts[name] ?? ''));
    const schema = operation.requestBody?.content['application/json']?.schema as Schema | undefined;
    const body = schema === undefined ? undefined : this.body(schema, parts);
    return { method: method.toUpperCase(), path: filled + this.query(path, operation), body };
  }

  private place(name: string, path: string): string {
    return this.chance(0.9)
      ? this.one(this.sources.places(name, path))
      : String(this.one(HOSTILE.filter((each) => typeof each === 'string' && each !== '')));
  }

  private query(path: string, { parameters = [] }: Operation): string {
    const accepted = this.sources.queries[path];
    if (accepted !== undefined && this.chance(0.3)) return `?${this.one(accepted)}`;
    const isHostile = this.chance(0.3);
    const pairs = parameters
      .filter((each) => each.in === 'query' && (each.required === true || this.chance(0.5)))
      .map(({ name }) => `${name}=${encodeURIComponent(this.parameter(name, isHostile).toWellFormed())}`);
    if (this.chance(0.1)) pairs.push(`${UNKNOWN}=${UNKNOWN}`);
    while (pairs.join('&').length > LONGEST_ADDRESS) pairs.pop();
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }

  private parameter(name: string, isHostile: boolean): string {
    return String(this.one(isHostile ? [...HOSTILE, 1, 10, 'ENABLED', 'true'] : (this.sources.words[name] ?? TEXTS)));
  }

  private body(schema: Schema, parts: Parts): string {
    if (this.chance(0.03))
      return this.one(['', '{', '[]', 'null', '"x"', '{"a":1,"a":2}', '['.repeat(2_000), '{"a":1e999}']);
    const object = this.object(schema, parts);
    if (this.chance(0.3)) Object.assign(object, { [UNKNOWN]: { [UNKNOWN]: UNKNOWN } });
    const text = JSON.stringify(object);
    return this.chance(0.1) ? text.replace(/^\{/, '{"__proto__":{"polluted":true},').replace(/,\}$/, '}') : text;
  }

  /** A sample as it is, one with other values in some fields, or whatever the schema allows. */
  private object(schema: Schema, parts: Parts): Record<string, unknown> {
    const name = schema.$ref?.split('/').at(-1) ?? '';
    const sample = this.sources.samples[name]?.(parts, String(this.random.between(1, 6))) ?? {};
    if (this.chance(0.5)) return { ...sample };
    const properties = Object.entries(this.named(schema.$ref ?? '').properties ?? {});
    const share = this.chance(0.7) ? 0.05 : 0.6;
    const others = properties.filter(() => this.chance(share)).map(([each, of]) => [each, this.value(of, 1, each)]);
    return { ...(share < 0.5 && sample), ...(Object.fromEntries(others) as Record<string, unknown>) };
  }

  private value(schema: Schema, depth: number, name = ''): unknown {
    if (depth > 3 || this.chance(0.15)) return this.one(HOSTILE);
    if (schema.$ref !== undefined) return this.value(this.named(schema.$ref), depth);
    if (schema.enum !== undefined) return this.one(schema.enum);
    if (schema.properties !== undefined) {
      const kept = Object.entries(schema.properties).filter(() => this.chance(0.6));
      return Object.fromEntries(kept.map(([name, each]) => [name, this.value(each, depth + 1, name)]));
    }
    if (schema.type === 'array')
      return Array.from({ length: this.one([0, 1, 2]) }, () => this.value(schema.items ?? {}, depth + 1));
    if (schema.type === 'boolean') return this.chance(0.5);
    if (schema.type === 'integer') return this.one([0, 1, 60, 300, 86_400, 2 ** 31 - 1]);
    if (schema.type === 'object') return { a: 'b' };
    if (schema.format === 'date-time')
      return this.one(['2099-01-01T00:00:00Z', '2020-01-01T00:00:00.000+02:00', '2026-13-45']);
    return this.one(this.sources.words[name] ?? TEXTS);
  }

  private named(reference: string): Schema {
    return this.description.components.schemas[reference.split('/').at(-1) ?? ''] ?? {};
  }

  private one<Value>(values: readonly Value[]): Value {
    return values[this.random.between(0, values.length - 1)] as Value;
  }

  private chance(share: number): boolean {
    return this.random.fraction() < share;
  }
}
