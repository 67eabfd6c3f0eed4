/** Characters of a message and of a stack that are told. */
const MOST_TEXT = 600;
const MOST_STACK = 4_000;

/**
 * Gives back what describes a thrown value as JSON `{ text, stack }`: an error by name and message, anything else as it is. Works with what the
 * engine has before any script is there; getters and `toString` of the value itself are the script's, and may throw.
 */
export function thrownDescription(): (thrown: unknown) => string {
  const { stringify } = JSON;
  const { apply } = Reflect;
  const { slice } = String.prototype as unknown as Record<'slice', (...args: unknown[]) => string>;
  const text = String;
  const cut = (value: unknown, most: number): string => apply(slice, text(value), [0, most]);
  const said = (thrown: unknown): string => {
    if (typeof thrown !== 'object' || thrown === null) return text(thrown);
    const { name, message } = thrown as { name?: unknown; message?: unknown };
    if (typeof message !== 'string') return stringify(thrown);
    return typeof name === 'string' && name !== 'Error' ? `${cut(name, 100)}: ${message}` : message;
  };
  const attempt = (work: () => unknown, most: number): string => {
    try {
      return cut(work(), most);
    } catch {
      return 'a value that cannot be shown';
    }
  };
  return (thrown) =>
    stringify({
      text: attempt(() => said(thrown), MOST_TEXT),
      stack: attempt(
        () => (typeof thrown === 'object' ? ((thrown as { stack?: unknown } | null)?.stack ?? '') : ''),
        MOST_STACK,
      ),
    });
}
