/** A value and where it was written. */
export interface ConfigurationValue {
  readonly value: string;
  readonly origin: 'file' | 'environment' | 'database';
  /** Variables in it that have no value, as they are written; absent before they are looked up, and where all have one. */
  readonly unset?: readonly string[];
}

/** Values by key, without where they were written. */
export function plainValues(
  values: ReadonlyMap<string, Pick<ConfigurationValue, 'value'>>,
): ReadonlyMap<string, string> {
  return new Map([...values].map(([key, { value }]) => [key, value]));
}
