import { javaList, type JavaList } from '../bindings/java-list.js';
import { standIns, type JavaParts } from './java-stand-ins.js';
import { textOf } from './text-of.js';

/** `Java`: a few classes that older scripts ask for by name. There is no Java behind them, and nothing of the server. */
export class JavaApi {
  readonly #classes: Readonly<Record<string, unknown>>;

  constructor(parts: JavaParts) {
    this.#classes = Object.assign(Object.create(null) as object, standIns(parts));
  }

  /** The stand-in of a class, such as `java.util.ArrayList`. Throws for a class that has none; the failure of the run says what to use instead. */
  type(name: string): unknown {
    const written = textOf(name);
    const found = this.#classes[written];
    if (found !== undefined) return found;
    throw new Error(`The Java class ${written.slice(0, 100)} is not available`);
  }

  /** A plain array of what a Java list or array holds. */
  from(items: Iterable<unknown>): unknown[] {
    return [...items];
  }

  /** A list of what an array holds. */
  to(items: Iterable<unknown>, _type?: unknown): JavaList {
    return javaList(items);
  }
}

/** `java.util.HashMap` and the like, without `Java.type`. A name with a capital letter is a class. */
export function javaPackage(name: string, java: Pick<JavaApi, 'type'>): object {
  const member = (key: string | symbol): unknown => {
    if (typeof key === 'symbol' || NOT_NAMES.includes(key)) return undefined;
    const full = name === '' ? key : `${name}.${key}`;
    return /^[A-Z]/.test(key) ? java.type(full) : javaPackage(full, java);
  };
  return new Proxy(
    { toString: () => `package ${name}` },
    { get: (own, key): unknown => Reflect.get(own, key) ?? member(key) },
  );
}

/** What the language itself asks objects for. */
const NOT_NAMES = ['toJSON', 'then'];
