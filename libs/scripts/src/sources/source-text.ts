import { MissingSourceError } from './script-sources.js';

const LINE_BREAK = 0x0a;

/**
 * The source that a file has.
 * @throws MissingSourceError — it is empty, as files are for a moment that are being written, or it is not UTF-8: guessed letters would be in tokens
 */
export function sourceText(location: string, bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text === undefined) {
    const line = String(firstForeignLine(bytes));
    throw new MissingSourceError(`"${location}" cannot be used: it is not UTF-8 (line ${line}).`, 'Save it as UTF-8');
  }
  if (text.trim() === '')
    throw new MissingSourceError(`"${location}" cannot be used: it is empty.`, 'Write the script, or name another');
  return text;
}

/** Without the byte order mark. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Counted from 1. No letter of UTF-8 goes over a line break. */
function firstForeignLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const next = bytes.indexOf(LINE_BREAK, start);
    const end = next < 0 ? bytes.length : next;
    if (textOf(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
  return line;
}
