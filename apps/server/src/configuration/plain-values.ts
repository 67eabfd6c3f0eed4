/** Values by key, without where they were written. */
export function plainValues(values: ReadonlyMap<string, { readonly value: string }>): ReadonlyMap<string, string> {
  return new Map([...values].map(([key, { value }]) => [key, value]));
}
