/** Values that must be the same at every start of every process over one database. */
export interface ServerChecks {
  /** Stores `value` under `name` unless one is stored already, atomically; returns the stored one. */
  keepFirst(name: string, value: string): Promise<string>;
}
