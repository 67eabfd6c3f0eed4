/** Values that must be the same at every start of every process over one database. */
export interface ServerChecks {
  /** The value stored under `name`; `undefined` before the first {@link keepFirst}. */
  find(name: string): Promise<string | undefined>;
  /** Stores `value` under `name` unless one is stored already, atomically; returns the stored one. */
  keepFirst(name: string, value: string): Promise<string>;
}
