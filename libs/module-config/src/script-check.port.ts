import type { FieldProblem } from '#protocol/json/json-fields';
import type { DefinedModule } from './stored-by-definition.port.js';

export { isScriptKey } from './catalogue/script-keys.js';

/** Why a script could not be run. */
export interface ScriptProblem extends FieldProblem {
  /** Nobody could say now, such as for want of a thread: another try may find nothing. */
  readonly isUnsure?: true;
  /** Of these: too many scripts were running. */
  readonly isBusy?: true;
}

/** Too many scripts run for a source to be looked at; in a few seconds it is another matter. */
export class ScriptsBusyError extends Error {
  override readonly name = 'ScriptsBusyError';
  readonly retryAfterSeconds = 2;

  constructor() {
    super(
      'Too many scripts are running, so that this one could not be checked; try again in a few seconds. Nothing was saved.',
    );
  }
}

/**
 * For those who save: what could not be looked at is not wrong, and not saved either.
 * @throws ScriptsBusyError — nobody could look at it now
 */
export function unlessBusy<Problem extends { readonly isBusy?: true }>(
  problems: readonly Problem[],
): readonly Problem[] {
  if (problems.some(({ isBusy }) => isBusy)) throw new ScriptsBusyError();
  return problems;
}

/** A script that stands somewhere else than in the options of a module, such as in a server definition. */
export interface ForeignScript {
  /** Whose scripts it belongs to: its properties count. */
  readonly moduleId: string;
  /** Where it stands, as it is told. */
  readonly field: string;
  readonly text: string;
}

/** Whether scripts load, for those who save what names them and those who start it. Nothing of a script is run. */
export interface ScriptCheck {
  /**
   * @param module its values by the keys of properties, see `effectiveValues`; the fields of problems are those keys
   * @param toCome sources that scripts of the library will have, by the ids of the scripts
   */
  ofModule(module: DefinedModule, toCome?: ReadonlyMap<string, string>): Promise<readonly ScriptProblem[]>;
  /** What of the scripts that load does not do what it seems to do; the fields are keys of properties. */
  warningsOf(module: DefinedModule, toCome?: ReadonlyMap<string, string>): Promise<readonly FieldProblem[]>;
  ofText(script: ForeignScript): Promise<readonly ScriptProblem[]>;
  /** The same as `warningsOf`, of a text. */
  warningsOfText(script: Pick<ForeignScript, 'field' | 'text'>): readonly FieldProblem[];
}

/** DI token of {@link ScriptCheck}; provided by the library that runs scripts. */
export const SCRIPT_CHECK = Symbol('ScriptCheck');
