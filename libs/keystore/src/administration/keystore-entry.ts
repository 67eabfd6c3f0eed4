import { isSecretReference } from '#protocol/administration/secret-reference';
import { isRedacted } from '#protocol/json/redacted';
import { type FieldProblem, JsonFields } from '#protocol/json/json-fields';
import { LONGEST_SET } from '../keys/file-keys.js';

/** Where the keys of a keystore are to come from. */
export type KeySource =
  | { readonly kind: 'file'; readonly filePath: string }
  | { readonly kind: 'text'; readonly jsonKeys: string }
  /** A variable that has no value yet. */
  | { readonly kind: 'pending'; readonly reference: string }
  | { readonly kind: 'generated' }
  /** Nothing was said, or what was masked: the keys there stay; where there are none they are generated. */
  | { readonly kind: 'unsaid'; readonly isMasked?: boolean };

/** A keystore as somebody wants it. */
export interface KeystoreEntry {
  readonly keystoreId: string;
  readonly source: KeySource;
  readonly rotationDays?: number;
}

/** What was read of one JSON object; with problems nothing of it is used. */
export interface ReadKeystore {
  readonly entry: KeystoreEntry;
  readonly unknownFields: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

const MOST_DAYS = 3650;
/** What answers hold and nobody can set. */
const COMPUTED = ['kind', 'keys', 'fileProblem', 'version'];

/** Reads `{keystoreId, jsonKeys, filePath, generated, rotationDays}` (reference 13), with all mistakes that show without a look at the keys. */
export function readKeystoreJson(json: unknown): ReadKeystore {
  const fields = new JsonFields(json);
  const keystoreId = idOf(fields);
  const source = sourceOf(fields);
  const rotationDays = daysOf(fields);
  fields.ignore(COMPUTED);
  if (rotationDays !== undefined && source.kind === 'file')
    fields.refuse('rotationDays', 'is set for keys that lie in a file', 'Leave it out: the file is edited instead');
  return {
    entry: { keystoreId, source, ...(rotationDays !== undefined && { rotationDays }) },
    unknownFields: fields.unknownFields(),
    problems: fields.problems(),
    warnings: fields.warnings(),
  };
}

function idOf(fields: JsonFields): string {
  const id = fields.text('keystoreId', { maxLength: 100, required: true }) ?? '';
  if (id !== '' && !/^[A-Za-z0-9_-]+$/.test(id))
    fields.refuse('keystoreId', 'has other characters than letters, digits, _ and -', 'Choose another id');
  return id;
}

function sourceOf(fields: JsonFields): KeySource {
  const filePath = fields.text('filePath', { maxLength: 2048 });
  const jsonKeys = fields.text('jsonKeys', { maxLength: LONGEST_SET, multiline: true });
  const isGenerated = fields.flag('generated');
  if (filePath !== undefined && jsonKeys !== undefined)
    fields.warn('jsonKeys', 'is not read, because filePath is given as well', 'Leave out one of the two');
  if (filePath !== undefined) return { kind: 'file', filePath };
  const isMasked = jsonKeys !== undefined && isRedacted(jsonKeys);
  if (jsonKeys === undefined || isMasked) return isGenerated ? { kind: 'generated' } : { kind: 'unsaid', isMasked };
  return isSecretReference(jsonKeys) ? { kind: 'pending', reference: jsonKeys } : { kind: 'text', jsonKeys };
}

function daysOf(fields: JsonFields): number | undefined {
  const days = fields.wholeNumber('rotationDays');
  if (days === undefined || (days >= 1 && days <= MOST_DAYS)) return days;
  fields.refuse('rotationDays', `is not from 1 to ${String(MOST_DAYS)}`, 'Write how many days a key is to sign');
  return undefined;
}
