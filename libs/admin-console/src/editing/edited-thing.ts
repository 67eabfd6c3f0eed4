import type { BulkOutcome } from '#protocol/administration/bulk-change';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { JsonObject } from '#protocol/json/json-object';
import type { PageHead } from '../http/console-answer.js';
import type { FieldSpec } from './field-spec.js';

/** What became of a change that was to be saved. */
export type Saved =
  | {
      readonly kind: 'created' | 'changed' | 'unchanged';
      /** Where to go on, below the console. */
      readonly at: string;
      readonly warnings: readonly FieldProblem[];
      /** What was made and is shown this once. */
      readonly generated?: { readonly label: string; readonly text: string };
    }
  | ChangeRefusal;

/** What a change starts from. */
export interface SavingOptions {
  readonly ifVersions?: readonly number[];
  /** Why, in the words of whoever changes it. */
  readonly comment?: string;
}

/** Something that administrators edit by a form: what its fields are, and the commands behind it (ruling 52). */
export interface EditedThing {
  readonly head: PageHead;
  readonly specs: readonly FieldSpec[];
  /** As it is stored; absent for what is new. Secrets are masked. */
  readonly stored?: { readonly json: JsonObject; readonly version: number };
  /** What a new one begins with. */
  readonly preset?: JsonObject;
  /** What is said above the form. */
  readonly lead?: string;
  /** Where the form is sent, and where giving up leads; below the console. */
  readonly action: string;
  readonly cancel: string;
  /** The call of the admin API that saves the same. */
  readonly api: { readonly method: 'POST' | 'PUT'; readonly path: string };
  /** The command that saves the same, where the JSON is in a file `entry.json`. */
  readonly command: string;
  /** Checks and compares, and writes nothing. */
  check(json: JsonObject, expectedVersion: number | undefined): Promise<BulkOutcome>;
  save(json: JsonObject, options: SavingOptions): Promise<Saved>;
  /** What will follow from a change, in sentences, such as how many tokens lose a scope (behaviour 8). */
  effects?(before: JsonObject, after: JsonObject, fields: readonly string[]): Promise<readonly string[]>;
}
