import 'reflect-metadata';

/** How one property of an options class is written in a property file. This declaration is the only one (ruling 55). */
export interface PropertyDeclaration {
  /** The product's key, such as `issuer.url`. */
  readonly key: string;
  /** One sentence for the property catalogue. */
  readonly help: string;
  /** Unit of a number: `seconds`, `ms`, `MiB`, … */
  readonly unit?: string;
  /** Value when nothing is written; where absent, the field's initialiser stands. */
  readonly default?: string | number | boolean | readonly string[];
  /** True: the value never appears in a problem or on a page. */
  readonly secret?: boolean;
  /**
   * True: it decides who is believed, how hard it is to get in, or what is read from this machine, so that through the admin API only holders of
   * ROLE_SUPERUSER change it
   * (V-100, S-05).
   */
  readonly reserved?: true;
  /**
   * True, of a reserved boolean that is true by default: it lets people in unless it is told otherwise, so that only holders of ROLE_SUPERUSER make a
   * module without saying `false` (V-100).
   */
  readonly opensByDefault?: true;
  /**
   * Of a secret: keys that decide where it is sent. With another value of one of them the secret must be given again: whoever changes them need not know
   * it, and could have it sent to themselves (V-72).
   */
  readonly givenFor?: readonly string[];
  /** Other spellings of the key. Every spelling may also stand behind the module type (ruling 15: `security_out_smart.issuer.url`). */
  readonly aliases?: readonly string[];
  /** Makes the field a list, and says what separates its values; `any` = commas, spaces and line breaks. */
  readonly list?: 'space' | 'comma' | 'newline' | 'any';
  /** A value that works, for remedies. */
  readonly example?: string;
}

/** The type of a property's value. */
export type PropertyType = 'string' | 'number' | 'boolean' | 'string[]';

/** A declared property with the field that holds it. */
export interface DeclaredProperty extends PropertyDeclaration {
  readonly field: string;
  readonly type: PropertyType;
}

/**
 * A class of options: constructed without arguments, so that its initialisers are the defaults. A field may hold the options of a topic, which have
 * a class of their own.
 */
export type OptionsClass<Options extends object> = new () => Options;

const METADATA = Symbol('gatehouse:properties');

const typeByConstructor = new Map<unknown, PropertyType>([
  [String, 'string'],
  [Number, 'number'],
  [Boolean, 'boolean'],
  [Array, 'string[]'],
]);

/**
 * Marks a field of an options class as a configuration property. Validation rules are class-validator's decorators beside it.
 * @throws TypeError when the class is defined — the field's type is not one a property can have
 */
export function Property(declaration: PropertyDeclaration): PropertyDecorator {
  return (target, field) => {
    const property: DeclaredProperty = {
      ...declaration,
      field: String(field),
      type: typeOf(declaration, target, field),
    };
    Reflect.defineMetadata(METADATA, [...declaredOn(target), property], target);
  };
}

/** The properties an options class declares, its parents' first, in the order written; then those of its topics. */
export function propertiesOf(optionsClass: OptionsClass<object>): readonly DeclaredProperty[] {
  return topicsOf(new optionsClass()).flatMap(declaredOn);
}

/** The options themselves, and what their fields hold of options of a topic. */
export function topicsOf(options: object): readonly object[] {
  const fields: readonly unknown[] = Object.values(options);
  return [options, ...fields.filter(isObject).filter((field) => declaredOn(field).length > 0)];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The properties that the class of these options declares, its parents' first, without those of topics. */
export function declaredOn(target: object): readonly DeclaredProperty[] {
  return (Reflect.getMetadata(METADATA, target) as readonly DeclaredProperty[] | undefined) ?? [];
}

function typeOf(declaration: PropertyDeclaration, target: object, field: string | symbol): PropertyType {
  if (declaration.list) return 'string[]';
  const type = typeByConstructor.get(Reflect.getMetadata('design:type', target, field));
  if (type) return type;
  // A readonly array or a union with undefined leaves no type behind for the decorator to see.
  throw new TypeError(
    `@Property("${declaration.key}") on ${target.constructor.name}.${String(field)}: write the field's type as string, number or boolean ` +
      '(optional with "?"), or give the property a "list" separator',
  );
}
