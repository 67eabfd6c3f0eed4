/** A value and where it was written. */
export interface ConfigurationValue {
  readonly value: string;
  readonly origin: 'file' | 'environment' | 'database';
}
