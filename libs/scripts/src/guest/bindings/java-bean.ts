import { addAccessors } from './accessors.js';
import { javaValue } from './java-value.js';

/** An object of JSON whose properties also have getters: `issuer`, `getIssuer()`. */
export function javaBean(fields: Readonly<Record<string, unknown>>): object {
  const bean = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, javaValue(value)]));
  const flags = Object.keys(bean).filter((name) => typeof bean[name] === 'boolean');
  addAccessors(
    bean,
    Object.keys(bean).filter((name) => !flags.includes(name)),
    flags,
  );
  return bean;
}
