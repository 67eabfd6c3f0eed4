import { hidden } from './accessors.js';

const { entries, getOwnPropertyDescriptors, defineProperty } = Object;
const { apply } = Reflect;

type Method = (...args: unknown[]) => unknown;

/**
 * Makes the methods of a class stay with their object when a script takes them off it, as methods of Java's objects do:
 * `const { addAuthority } = theOutcome`. What a script puts in the place of one counts for that object.
 */
export function bindMethods(...classes: readonly { readonly prototype: object }[]): void {
  for (const { prototype } of classes)
    for (const [name, { value }] of entries(getOwnPropertyDescriptors(prototype)))
      if (typeof value === 'function' && name !== 'constructor') bind(prototype, name, value as Method);
}

function bind(prototype: object, name: string, method: Method): void {
  defineProperty(prototype, name, {
    configurable: true,
    get(this: object): Method {
      if (this === prototype) return method;
      const bound: Method = (...args) => apply(method, this, args);
      hidden(this, name, bound);
      return bound;
    },
    set(this: object, value: unknown): void {
      hidden(this, name, value);
    },
  });
}
