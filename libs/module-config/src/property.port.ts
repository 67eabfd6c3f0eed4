import 'reflect-metadata';

/** Module types whose names may stand before a key, as in `security_out_smart.issuer.url` (ruling 15). */
export type ModuleType = string;

/** How one property of an options class is written in a property file. This declaration is the only one (ruling 55). */
export interface PropertyDeclaration {
  /** The product's key, such as `issuer.url`. */
  readonly key: string;
  /** One sentence for the property catalogue. */
  readonly help: string;
  /** Unit of a number: `seconds`, `ms`, `MiB`, … */
  readonly unit?: string;
  /** Value when nothing is written; when absent the field's initialiser stands. */
  readonly default?: string | number | boolean | readonly string[];
  /** True: the value never appears in a problem or a page. */
  readonly secret?: boolean;
  /** Other spellings of the key. */
  readonly aliases?: readonly string[];
  /** Separator of a `string[]` field; commas, spaces and line breaks all separate by default. */
  readonly list?: 'space' | 'comma' | 'newline' | 'any';
  /** A value that works, for remedies. */
  readonly example?: string;
}

/** A declared property with the field that holds it and the field's type. */
export interface DeclaredProperty extends PropertyDeclaration {
  readonly field: string;
  readonly type: 'string' | 'number' | 'boolean' | 'string[]';
}

const METADATA = Symbol('gatehouse:properties');

/** Marks a field of an options class as a configuration property. Validation rules are class-validator's decorators beside it. */
export function Property(declaration: PropertyDeclaration): PropertyDecorator {
  return (target, field) => {
    const property = { ...declaration, field: String(field), type: typeOf(target, field) };
    Reflect.defineMetadata(METADATA, [...declaredOn(target), property], target);
  };
}

/** The properties an options class declares, its parents' included, in the order written. */
export function propertiesOf(optionsClass: new () => object): readonly DeclaredProperty[] {
  return declaredOn(optionsClass.prototype as object);
}

function declaredOn(target: object): readonly DeclaredProperty[] {
  return (Reflect.getMetadata(METADATA, target) as readonly DeclaredProperty[] | undefined) ?? [];
}

function typeOf(target: object, field: string | symbol): DeclaredProperty['type'] {
  const type: unknown = Reflect.getMetadata('design:type', target, field);
  if (type === String) return 'string';
  if (type === Number) return 'number';
  if (type === Boolean) return 'boolean';
  if (type === Array) return 'string[]';
  throw new TypeError(
    `@Property on ${target.constructor.name}.${String(field)}: the field's type must be written as string, number, boolean or string[]`,
  );
}
