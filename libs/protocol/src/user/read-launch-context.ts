import type { JsonFields } from '../json/json-fields.js';
import { resourceIdOf } from '../smart/resource-id.js';
import { resourceTypeNamed } from '../smart/resource-type.js';
import type { LaunchContextEntry } from './user-session.js';

/**
 * Reads an entry of `defaultLaunchContexts` (reference 8.1). What names no resource of its type here is refused, since apps would open the record
 * of somebody else; a type that FHIR has not is told, since no launch scope can ask for it.
 */
export function readLaunchContext(fields: JsonFields): LaunchContextEntry | undefined {
  const contextType = fields.text('contextType', { maxLength: 64, required: true });
  const resourceId = fields.text('resourceId', { maxLength: 500, required: true });
  if (contextType === undefined || resourceId === undefined) return undefined;
  const resourceType = resourceTypeNamed(contextType.toLowerCase());
  if (resourceType === undefined)
    fields.warn('contextType', 'is no type of FHIR: no launch scope asks for it', 'Write a type such as patient');
  if (resourceIdOf(contextType, resourceId) === undefined) refuseId(fields, resourceType ?? 'Patient', contextType);
  return { contextType, resourceId };
}

function refuseId(fields: JsonFields, resourceType: string, contextType: string): void {
  fields.refuse(
    'resourceId',
    `is no ${contextType} here: apps would open another record, or none`,
    `Write its id, or ${resourceType}/123; no address, and no resource of another type`,
  );
}
