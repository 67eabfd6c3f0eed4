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

/** Makes up calls of one operation: right types and wrong ones, fields too many and too few, hostile texts wherever something stands. */
export class CallMaker {
  private readonly random: SeededRandom;

  /** @param places values for parts of a path, by name, beside hostile ones */
  constructor(
    private readonly description: Description,
    private readonly places: Readonly<Record<string, readonly string[]>>,
    seed: number,
  ) {
    this.random = new SeededRandom(seed);
  }

  call(path: string, method: string, operation: Operation): MadeUpCall {
    const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(this.place(name)));
    const schema = operation.requestBody?.content['application/json']?.schema as Schema | undefined;
    const body = schema === undefined ? undefined : this.body(schema);
    return { method: method.toUpperCase(), path: filled + this.query(operation), body };
  }

  private place(name: string): string {
    const known = this.places[name] ?? ['x'];
    return this.chance(0.7)
      ? this.one(known)
      : String(this.one(HOSTILE.filter((each) => typeof each === 'string' && each !== '')));
  }

  private query({ parameters = [] }: Operation): string {
    const pairs = parameters
      .filter((each) => each.in === 'query' && this.chance(0.6))
      .map(
        ({ name }) =>
          `${name}=${encodeURIComponent(String(this.one([...HOSTILE, 1, 10, 'ENABLED', 'true'])).toWellFormed())}`,
      );
    if (this.chance(0.1)) pairs.push(`${UNKNOWN}=${UNKNOWN}`);
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }

  private body(schema: Schema): string {
    if (this.chance(0.03))
      return this.one(['', '{', '[]', 'null', '"x"', '{"a":1,"a":2}', '['.repeat(2_000), '{"a":1e999}']);
    const value = this.value(schema, 0);
    const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
    if (this.chance(0.3)) Object.assign(object, { [UNKNOWN]: { [UNKNOWN]: UNKNOWN } });
    const text = JSON.stringify(object);
    return this.chance(0.1) ? text.replace(/^\{/, '{"__proto__":{"polluted":true},').replace(/,\}$/, '}') : text;
  }

  private value(schema: Schema, depth: number): unknown {
    if (depth > 3 || this.chance(0.15)) return this.one(HOSTILE);
    if (schema.$ref !== undefined) return this.value(this.named(schema.$ref), depth);
    if (schema.enum !== undefined) return this.one(schema.enum);
    if (schema.properties !== undefined) {
      const kept = Object.entries(schema.properties).filter(() => this.chance(0.6));
      return Object.fromEntries(kept.map(([name, each]) => [name, this.value(each, depth + 1)]));
    }
    if (schema.type === 'array')
      return Array.from({ length: this.one([0, 1, 2]) }, () => this.value(schema.items ?? {}, depth + 1));
    if (schema.type === 'boolean') return this.chance(0.5);
    if (schema.type === 'integer') return this.one([0, 1, 60, 300, 86_400, 2 ** 31 - 1]);
    if (schema.type === 'object') return { a: 'b' };
    if (schema.format === 'date-time')
      return this.one(['2099-01-01T00:00:00Z', '2020-01-01T00:00:00.000+02:00', '2026-13-45']);
    return this.one([
      'a',
      'some text',
      'openid',
      'https://app.example/cb',
      'VIEW_USERS',
      'a long enough text',
      'smart_auth',
      'Master',
    ]);
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
