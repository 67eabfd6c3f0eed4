import type { Type } from '@nestjs/common';
import { describeLater } from './late-descriptions.js';

/** What a field may be beside its type. */
export interface FieldOptions {
  /** Always there in answers. */
  readonly always?: true;
  /** Told, and without effect where it is sent. */
  readonly readOnly?: true;
  /** Taken, and never told. */
  readonly writeOnly?: true;
  readonly example?: unknown;
}

/** A field of the OpenAPI description: a text. */
export function Text(description: string, options: FieldOptions & { readonly format?: string } = {}) {
  return described({ type: 'string', description }, options);
}

/** One of a few words. */
export function Word(values: readonly string[], description: string, options: FieldOptions = {}) {
  return described({ type: 'string', enum: [...values], description }, options);
}

/** True or false. */
export function Flag(description: string, options: FieldOptions = {}) {
  return described({ type: 'boolean', description }, options);
}

/** A whole number. */
export function Whole(description: string, options: FieldOptions & { readonly minimum?: number } = {}) {
  return described({ type: 'integer', description }, options);
}

/** A time as ISO 8601 with milliseconds and offset. */
export function Instant(description: string, options: FieldOptions = {}) {
  return described({ type: 'string', format: 'date-time', description }, options);
}

/** A list of texts. */
export function Texts(description: string, options: FieldOptions = {}) {
  return described({ type: 'array', items: { type: 'string' }, description }, options);
}

/** A list of one of few words each. */
export function Words(values: readonly string[], description: string, options: FieldOptions = {}) {
  return described({ type: 'array', items: { type: 'string', enum: [...values] }, description }, options);
}

/** Texts by name. */
export function TextsByName(description: string, options: FieldOptions = {}) {
  return described({ type: 'object', additionalProperties: { type: 'string' }, description }, options);
}

/** An object of any shape. */
export function Anything(description: string, options: FieldOptions = {}) {
  return described({ type: 'object', additionalProperties: true, description }, options);
}

/** Any JSON at all. */
export function AnyValue(description: string, options: FieldOptions = {}) {
  const types = ['object', 'array', 'string', 'number', 'boolean', 'null'];
  const schemas = types.map((type) => (type === 'array' ? { type, items: {} } : { type }));
  return described({ anyOf: schemas, description }, options);
}

/** A list of objects of a class. */
export function Items(of: Type<unknown>, description: string, options: FieldOptions = {}) {
  return described({ type: [of], description }, options);
}

/** An object of a class. */
export function One(of: Type<unknown>, description: string, options: FieldOptions = {}) {
  return described({ type: of, description }, options);
}

function described(schema: object, { always, ...more }: FieldOptions): PropertyDecorator {
  return (target, name) => {
    describeLater(({ ApiProperty }) => {
      ApiProperty({ ...schema, ...more, required: always === true })(target, name);
    });
  };
}
