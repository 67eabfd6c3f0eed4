const { defineProperty } = Object;

/** A member that is there without being seen: `for…in`, `Object.keys` and `JSON.stringify` pass it by. */
export function hidden(target: object, name: PropertyKey, value: unknown): void {
  defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/**
 * Puts `getX`, `setX` and `isX` for properties onto an object, or onto the prototype of many. The property itself stays where the truth is, so that
 * scripts read and write either way (reference 9.3).
 * @param flags those that are true or false
 * @see tools/script-api — reads the names out of the types of a call, so that what is declared to authors is what is here
 */
export function addAccessors<
  Target extends object,
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the type of a call has the names
  const Names extends readonly (keyof Target & string)[],
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  const Flags extends readonly (keyof Target & string)[] = [],
>(target: Target, names: Names, flags?: Flags): void {
  const isFlag: ReadonlySet<string> = new Set(flags);
  for (const name of [...names, ...isFlag]) {
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    const read = function (this: Record<string, unknown>): unknown {
      return this[name];
    };
    add(target, `get${capital}`, read);
    if (isFlag.has(name)) add(target, `is${capital}`, read);
    add(target, `set${capital}`, function (this: Record<string, unknown>, value: unknown): void {
      this[name] = value;
    });
  }
}

/** A method that is written out wins: `getUserData(key)` knows more than a mere getter. */
function add(target: object, name: string, method: unknown): void {
  if (!(name in target)) hidden(target, name, method);
}
