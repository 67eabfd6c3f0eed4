import { documentEntries, type DocumentPart } from './document-entries.js';
import { DocumentError } from './document-error.js';
import { propertyFileEntries } from './property-file-entries.js';

/** In characters: property files are read as a whole. */
const LARGEST_PROPERTY_FILE = 4 * 1024 * 1024;

/**
 * The entries of a document, whatever its form: JSON if it begins like JSON, else a property file.
 * @param text in pieces of any length
 * @throws DocumentError it cannot be read, or not any further
 */
export async function* readDocument(text: AsyncIterable<string>): AsyncGenerator<DocumentPart> {
  const pieces = text[Symbol.asyncIterator]();
  const beginning = await firstText(pieces);
  const whole = from(beginning, pieces);
  if (/^\s*[[{]/.test(beginning)) yield* documentEntries(whole);
  else yield* propertyFileEntries(await allOf(whole));
}

/** Up to the first piece that is not blank. */
async function firstText(pieces: AsyncIterator<string>): Promise<string> {
  let text = '';
  while (text.trim() === '') {
    const next = await pieces.next();
    if (next.done === true) throw new DocumentError('the file is empty', 1, 'Give a file that says something.');
    text += next.value;
    if (text.length > LARGEST_PROPERTY_FILE) throw new DocumentError('the file is blank', 1, 'Give another one.');
  }
  return text;
}

async function* from(beginning: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield beginning;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function allOf(text: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of text) {
    whole += piece;
    if (whole.length <= LARGEST_PROPERTY_FILE) continue;
    throw new DocumentError('the file is no JSON and too long for a property file', 1, 'Give it as it was exported.');
  }
  return whole;
}
