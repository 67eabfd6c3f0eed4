import { addAccessors } from './accessors.js';
import { javaValue } from './java-value.js';

/** An object whose properties also have getters: `issuer`, `getIssuer()`. */
export interface JavaBean {
  /** A property, and for each `getX()`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- which properties it has the host knows alone
  readonly [property: string]: any;
}

/** An object of JSON whose properties also have getters. */
export function javaBean(fields: Readonly<Record<string, unknown>>): JavaBean {
  const bean = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, javaValue(value)]));
  const flags = Object.keys(bean).filter((name) => typeof bean[name] === 'boolean');
  addAccessors(
    bean,
    Object.keys(bean).filter((name) => !flags.includes(name)),
    flags,
  );
  return bean;
}
