import { bindMethods } from '../bindings/bound-methods.js';
import { textOf } from './text-of.js';

const PREFIX = /^JS_/;

/** `Environment`: the variables of the server whose names begin with `JS_`; it knows no others. They are also its properties: `Environment.JS_URL`. */
export class EnvironmentApi {
  /** A variable, by its name. */
  readonly [name: `JS_${string}`]: string;
  #values: Readonly<Record<string, string>> = {};

  /** Value of a variable; null where there is none of this name, or the name does not begin with `JS_`. */
  getEnv(name: string): string | null {
    const key = textOf(name);
    return PREFIX.test(key) && Object.hasOwn(this.#values, key) ? (this.#values[key] ?? null) : null;
  }

  /** The same as `getEnv`. */
  get(name: string): string | null {
    return this.getEnv(name);
  }

  /** The same as `getEnv`. */
  getProperty(name: string): string | null {
    return this.getEnv(name);
  }

  /** Whether there is such a variable. */
  hasEnv(name: string): boolean {
    return this.getEnv(name) !== null;
  }

  /** An environment with nothing in it, and what fills it before the first statement of a script. */
  static empty(): readonly [EnvironmentApi, (values: Readonly<Record<string, string>>) => void] {
    const environment = new EnvironmentApi();
    return [
      environment,
      (values) => {
        const known = Object.entries(values).filter(([name]) => PREFIX.test(name));
        environment.#values = Object.fromEntries(known);
        Object.assign(environment, environment.#values);
      },
    ];
  }
}

bindMethods(EnvironmentApi);
