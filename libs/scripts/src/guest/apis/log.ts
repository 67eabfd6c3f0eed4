import type { Host } from '../host.js';

/**
 * `Log`, also `console`: writes lines that are kept with the record of the run. Each function takes any number of values; where the first is a text
 * with `{}` in it, the others are put there, and what is left over comes after it.
 */
export class LogApi {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  // Functions of the object itself: scripts pass them on and call them without it.

  /** Writes a line that is only kept where details are asked for. */
  readonly debug = (...values: unknown[]): void => this.#write('debug', values);

  /** The same as `debug`. */
  readonly trace = (...values: unknown[]): void => this.#write('debug', values);

  /** Writes a line. */
  readonly info = (...values: unknown[]): void => this.#write('info', values);

  /** The same as `info`. */
  readonly log = (...values: unknown[]): void => this.#write('info', values);

  /** Writes a warning. */
  readonly warn = (...values: unknown[]): void => this.#write('warn', values);

  /** Writes an error. The run goes on. */
  readonly error = (...values: unknown[]): void => this.#write('error', values);

  /** True: a line costs nothing to speak of. */
  readonly isDebugEnabled = (): boolean => true;

  /** The same as `isDebugEnabled`. */
  readonly isTraceEnabled = (): boolean => true;

  /** The same as `isDebugEnabled`. */
  readonly isInfoEnabled = (): boolean => true;

  #write(level: string, values: readonly unknown[]): void {
    this.#host('log', { level, text: lineOf(values) });
  }
}

function lineOf([first, ...others]: readonly unknown[]): string {
  if (typeof first !== 'string' || !first.includes('{}')) return [first, ...others].map(shown).join(' ');
  let used = 0;
  const filled = first.replace(/\{\}/g, (place) => (used < others.length ? shown(others[used++]) : place));
  return [filled, ...others.slice(used).map(shown)].join(' ');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    const isPlain = typeof value === 'object' && value !== null && !(value instanceof Error);
    const json = isPlain ? (JSON.stringify(value) as string | undefined) : undefined;
    return json ?? String(value);
  } catch {
    return 'a value that cannot be shown';
  }
}
