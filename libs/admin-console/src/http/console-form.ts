import { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { ConsoleError } from './console-error.js';

/** Fields of our own making that every form may have: not what people fill in. */
export const CSRF_FIELD = '_csrf';
/** Fields of the proof that is asked for in between begin like this. */
export const PROOF_PREFIX = '_proof';
/** Largest form, in bytes: a long script, before and after. */
export const CONSOLE_BODY_LIMIT = 2 * 1024 * 1024;
/** Most fields of a form: a page of 200 ticked rows, or all properties of a module. */
const MOST_FIELDS = 2_000;

/** A file that came with a form. */
export interface UploadedFile {
  /** As the browser calls it, without a path. */
  readonly name: string;
  readonly body: Buffer;
}

/** A posted form: every field at most once, line ends as `\n`, an empty field counts as left out. */
export class ConsoleForm {
  private constructor(
    private readonly fields: ReadonlyMap<string, string>,
    /** What was uploaded with it, where it is a form with a file. */
    readonly file?: UploadedFile,
  ) {}

  /** Of the parts of a form with a file. @throws ConsoleError 400 — a field was sent twice */
  static ofParts(
    parts: readonly (readonly [name: string, value: string])[],
    file: UploadedFile | undefined,
  ): ConsoleForm {
    const fields = new Map(parts.filter(([, value]) => value !== ''));
    if (new Set(parts.map(([name]) => name)).size < parts.length)
      throw new ConsoleError(400, 'A field of the form was sent more than once.');
    return new ConsoleForm(fields, file);
  }

  /** @throws ConsoleError 400 — a field was sent twice or is no text, or there are too many */
  static parse(body: string): ConsoleForm {
    const parameters = FormParameters.parse(body, MOST_FIELDS);
    try {
      parameters.assertWellFormed();
      return new ConsoleForm(
        new Map(parameters.names().map((name) => [name, (parameters.get(name) ?? '').replace(/\r\n?/g, '\n')])),
      );
    } catch (error) {
      if (error instanceof OAuthError) throw new ConsoleError(400, `${error.description}.`);
      throw error;
    }
  }

  get(name: string): string | undefined {
    return this.fields.get(name);
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }

  /** What people filled in: without the fields of our own making. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return [...this.fields].filter(([name]) => name !== CSRF_FIELD && !name.startsWith(PROOF_PREFIX));
  }

  /** Values of the fields whose names start with `prefix`, by the rest of their names. */
  startingWith(prefix: string): ReadonlyMap<string, string> {
    const found = this.entries().filter(([name]) => name.startsWith(prefix));
    return new Map(found.map(([name, value]) => [name.slice(prefix.length), value]));
  }

  /** @throws ConsoleError 400 — a field that the form does not have (rulings 33, 46) */
  assertOnly(isKnown: (name: string) => boolean): void {
    const unknown = this.entries().flatMap(([name]) => (isKnown(name) ? [] : [name]));
    if (unknown.length === 0) return;
    const names = unknown.slice(0, 5).map((name) => name.slice(0, 100));
    throw new ConsoleError(
      400,
      `This form has no field ${names.join(', ')}. Load the page again, and fill it in anew.`,
    );
  }
}
