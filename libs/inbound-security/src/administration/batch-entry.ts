import type { BulkEntry } from '#protocol/administration/bulk-change';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { AccountsInstance, AccountsInstances } from '../accounts/accounts-instance.js';
import { usernameKey } from '../accounts/username-key.js';
import { entryText } from './entry-text.js';

/** An entry of a batch, and where it belongs. */
export interface PlacedEntry extends BulkEntry {
  readonly place: number;
  readonly instance: AccountsInstance;
  /** The one spelling of the name; '' where there is none to find a user by. */
  readonly key: string;
}

/** An entry that belongs nowhere. */
export interface LostEntry {
  readonly place: number;
  readonly problems: readonly FieldProblem[];
}

/** Finds the module of each entry; of two that mean one user the second is lost. */
export function placeEntries(
  entries: readonly BulkEntry[],
  instances: AccountsInstances,
  defaultModuleId: string | undefined,
): readonly (PlacedEntry | LostEntry)[] {
  const seen = new Set<string>();
  const standIn = defaultModuleId ?? onlyLocal(instances);
  return entries.map((entry, place) => {
    const instance = instances.get(entryText(entry.json, 'moduleId') ?? standIn ?? '');
    if (instance === undefined) return { place, problems: [noModule(instances)] };
    const key = usernameKey(entryText(entry.json, 'username') ?? '', instance.options.usernameCaseSensitive);
    const whole = JSON.stringify([instance.moduleId, key]);
    if (key !== '' && seen.has(whole)) return { place, problems: [TWICE] };
    seen.add(whole);
    return { ...entry, place, instance, key };
  });
}

/** People whose passwords a directory knows come from there. */
function onlyLocal(instances: AccountsInstances): string | undefined {
  const [first, ...others] = [...instances.values()].filter(({ passwordsAt }) => passwordsAt === undefined);
  return others.length === 0 ? first?.moduleId : undefined;
}

const TWICE: FieldProblem = {
  field: 'username',
  problem: 'is that of an entry before, in this or another spelling',
  remedy: 'Keep one of the two',
};

function noModule(instances: AccountsInstances): FieldProblem {
  const problem = 'names no inbound module of this server that has accounts';
  const known = [...instances.keys()];
  const remedy =
    known.length > 0 ? `Write one of these: ${known.join(', ')}` : 'Import a module of type SECURITY_IN_LOCAL first';
  return { field: 'moduleId', problem, remedy };
}
