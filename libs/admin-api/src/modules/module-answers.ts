import type {
  ModuleArchived,
  ModuleConflict,
  ModuleControl,
  ModuleStatus,
  ModuleWritten,
} from '#module-config/module-administration.port';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { Answer, versioned } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';
import { settled } from '../http/refused-change.js';

/** What there is to say where a module is not there. */
export const NO_MODULE = 'There is no such module.';

/** The answer to a definition that was sent. @throws ApiError — it was not taken over */
export function writtenAnswer(written: ModuleWritten | ChangeRefusal | ModuleConflict): Answer {
  const { kind, module, version, unknownFields, warnings, status } = done(written);
  const notes = { unknownFields, warnings: [...warnings, ...(status?.problems ?? [])].map(textOf) };
  return versioned(kind === 'created' ? 201 : 200, module, version, notes);
}

/** The answer to a start, stop or restart. @throws ApiError 409 — the module could not start; or as {@link conflictError} */
export function controlAnswer(control: ModuleControl): Answer {
  if (control.kind === 'failed') throw new ApiError(409, failureOf(control.status));
  return new Answer(200, done(control).status);
}

/** @throws ApiError — it was not archived */
export function archivedAnswer(archived: ModuleArchived): Answer {
  done(archived);
  return new Answer(204);
}

/** What was done, where neither the state of the server nor a rule was against it. */
function done<Done extends { readonly kind: string }>(
  outcome: Done | ChangeRefusal | ModuleConflict,
): Exclude<Exclude<Done, ModuleConflict>, ChangeRefusal> {
  if (isConflict(outcome)) throw conflictError(outcome);
  return settled(outcome as Exclude<Done, ModuleConflict> | ChangeRefusal, NO_MODULE);
}

/** What the file decides is in conflict with it (409); for the rest a condition of the change is not met (412, reference 12). */
function conflictError({ because, reason }: ModuleConflict): ApiError {
  return new ApiError(because === 'property-file' ? 409 : 412, reason);
}

function failureOf({ problems }: ModuleStatus) {
  const all = problems.map(({ key, problem, remedy }) => ({ message: `${key}: ${problem}`, field: key, remedy }));
  return all.length > 0 ? all : 'The module could not be started.';
}

type Warning = string | { readonly key: string; readonly problem: string; readonly remedy: string };

function textOf(warning: Warning): string {
  return typeof warning === 'string' ? warning : `${warning.key}: ${warning.problem}; ${warning.remedy}`;
}

function isConflict(outcome: { readonly kind: string }): outcome is ModuleConflict {
  return outcome.kind === 'conflict';
}
