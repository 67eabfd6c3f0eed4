import type { FieldProblem, JsonFields } from '../json/json-fields.js';
import { resourceIdOf } from '../smart/resource-id.js';
import { resourceTypeNamed } from '../smart/resource-type.js';
import type { LaunchContextEntry } from './user-session.js';

/** Entries that name no resource of here and may be kept all the same, since they stand already: no app is given them. */
export type MayStay = (entry: LaunchContextEntry) => boolean;

/** Whether no app is ever given the entry: it names another type, another server, or nothing. */
export function isUseless({ contextType, resourceId }: LaunchContextEntry): boolean {
  return resourceIdOf(contextType, resourceId) === undefined;
}

/**
 * Reads an entry of `defaultLaunchContexts` (reference 8.1). What names no resource of its type here is refused, since apps would open the record
 * of somebody else, and told where it may stay; a type that FHIR has not is told, since no launch scope can ask for it.
 */
export function readLaunchContext(fields: JsonFields, mayStay: MayStay): LaunchContextEntry | undefined {
  const contextType = fields.text('contextType', { maxLength: 64, required: true });
  const resourceId = fields.text('resourceId', { maxLength: 500, required: true });
  if (contextType === undefined || resourceId === undefined) return undefined;
  const entry = { contextType, resourceId };
  const resourceType = resourceTypeNamed(contextType.toLowerCase());
  if (resourceType === undefined)
    fields.warn('contextType', 'is no type of FHIR: no launch scope asks for it', 'Write a type such as patient');
  if (isUseless(entry)) {
    const { problem, remedy } = useless(contextType, resourceType ?? 'Patient');
    if (mayStay(entry)) fields.warn('resourceId', `${problem}: no app is given it`, remedy);
    else fields.refuse('resourceId', `${problem}: apps would open another record, or none`, remedy);
  }
  return entry;
}

function useless(contextType: string, resourceType: string): Pick<FieldProblem, 'problem' | 'remedy'> {
  const remedy = `Write its id, or ${resourceType}/123; no address, and no resource of another type`;
  return { problem: `is no ${contextType} here`, remedy };
}
