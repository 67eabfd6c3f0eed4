import type { Host } from '../host.js';

/** `Log` (reference 9.4). Each method takes any number of values. */
export function logApi(host: Host) {
  const at =
    (level: string) =>
    (...values: unknown[]): void => {
      host('log', { level, text: values.map(shown).join(' ') });
    };
  return { debug: at('debug'), info: at('info'), log: at('info'), warn: at('warn'), error: at('error') };
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
