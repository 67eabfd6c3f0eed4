import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { ConsoleError } from './console-error.js';
import { ConsoleForm, type UploadedFile } from './console-form.js';

/** Most fields beside the file, and the longest of them in bytes. */
const MOST_FIELDS = 20;
const LONGEST_FIELD = 10_000;

/**
 * Reads a form with one file (RFC 7578) into memory.
 * @param most bytes of the file
 * @throws ConsoleError 400 — it is malformed, or ended early; 413 — the file is larger
 */
export async function readMultipart(stream: Readable, contentType: string, most: number): Promise<ConsoleForm> {
  const parts: (readonly [string, string])[] = [];
  let file: UploadedFile | undefined;
  const seen = { isTooLarge: false };
  try {
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fields: MOST_FIELDS,
        fieldSize: LONGEST_FIELD,
        fieldNameSize: 100,
        files: 1,
        fileSize: most,
        headerPairs: 20,
      },
    });
    parser.on('field', (name, value) => parts.push([name, value]));
    parser.on('file', (_name, content, fileName) => {
      const chunks: Buffer[] = [];
      content.on('data', (chunk: Buffer) => chunks.push(chunk));
      content.on('limit', () => (seen.isTooLarge = true));
      content.on('end', () => {
        const body = Buffer.concat(chunks);
        if (body.length > 0) file = { name: fileName, body };
      });
    });
    await new Promise((resolve, reject) => {
      parser.on('finish', resolve);
      parser.on('error', reject);
      stream.on('error', reject);
      stream.on('aborted', () => {
        reject(new Error('The form ended early.'));
      });
      stream.pipe(parser);
    });
  } catch (error) {
    throw new ConsoleError(400, 'The form did not arrive as a whole. Send it once more.', { cause: error });
  }
  if (seen.isTooLarge) throw new ConsoleError(413, `The file has more than ${String(most)} bytes.`);
  return ConsoleForm.ofParts(parts, file);
}
