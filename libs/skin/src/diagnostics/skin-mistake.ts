import { createHash } from 'node:crypto';
import { TemplateError, type TemplatePlace } from '#thymeleaf/template-error';
import { identityText } from '../package/skin-identity.js';
import type { SkinPackage } from '../package/skin-package.js';

/** Where a mistake of a skin showed: the file is the one that the page begins with, unless the mistake knows better. */
export interface MistakeOrigin {
  readonly moduleId: string;
  readonly skin: SkinPackage;
  readonly page: string;
  readonly file: string;
}

/** A mistake of a skin that showed when a page was to be made. Nothing of it is of the person who asked for the page. */
export interface SkinMistake {
  /** The same for the same mistake, whoever comes upon it and however often. */
  readonly key: string;
  /** `failure`: the built-in page was shown. `notice`: the page was shown, and something of it does nothing. */
  readonly kind: 'failure' | 'notice';
  readonly moduleId: string;
  /** `group:artifact:version`. */
  readonly skin: string;
  /** Of its JAR, hex. */
  readonly sha256: string;
  readonly page: string;
  readonly file: string;
  /** Counted from 1, as the column. */
  readonly line?: number;
  readonly column?: number;
  readonly expression?: string;
  readonly message: string;
}

/** Characters of the longest message and expression that are kept. */
const LONGEST = 500;

/** What keeps a page from being shown. An error that is none of a template may repeat data: nothing of it is told. */
export function failureOf(origin: MistakeOrigin, error: unknown): SkinMistake {
  if (error instanceof TemplateError) return mistake('failure', origin, error);
  return mistake('failure', origin, { message: 'The page cannot be made: a fault of the server.', place: {} });
}

/** What of a page does nothing. */
export function noticeOf(origin: MistakeOrigin, message: string, place: TemplatePlace): SkinMistake {
  return mistake('notice', origin, { message, place });
}

/** The setting of a page names a file that the skin does not have. */
export function missingFile(origin: MistakeOrigin): SkinMistake {
  const message = 'The skin has no file of the name that its setting has.';
  return mistake('failure', origin, { message, place: {} });
}

/** What stands at one place is one mistake, so that there are no more of them than a skin has places. */
function mistake(
  kind: SkinMistake['kind'],
  { moduleId, skin, page, file }: MistakeOrigin,
  { message, place }: { readonly message: string; readonly place: TemplatePlace },
): SkinMistake {
  const { template = file, position, expression } = place;
  const { sha256, identity } = skin;
  const told = position === undefined ? storable(message) : [position.line, position.column];
  return {
    key: hashOf([kind, sha256, page, template, told]),
    ...{ kind, moduleId, skin: identityText(identity), sha256, page, file: storable(template) },
    ...(position && { line: position.line, column: position.column }),
    ...(expression !== undefined && { expression: storable(expression) }),
    message: storable(message),
  };
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** A text that a database takes. */
function storable(text: string): string {
  return text.slice(0, LONGEST).toWellFormed().replaceAll('\0', '\uFFFD');
}
