import { resourceTypes } from '../smart/resource-type.js';
import type { Authority } from '../user/authority.js';
import { isResource, readAccessArgument } from './access-argument.js';
import { permissionTable, type ArgumentForm } from './permission-table.js';
import { everywhere, type Place, type Reach } from './reach.js';

/**
 * What a permission for FHIR data reaches; undefined when its argument is missing or cannot be read, which is never taken for "all"
 * (ruling 38). Nor is an argument of a permission that takes none: whoever wrote it meant a limit.
 */
export function reachOf({ permission, argument }: Authority): Reach | undefined {
  const row = permissionTable.get(permission);
  if (row?.treatment !== 'data') return undefined;
  if (row.argument === 'access') return argument === undefined ? undefined : readAccessArgument(argument);
  const place = argument === undefined ? placeWithout(row.argument) : placeOf(row.argument, argument);
  return place && { ...place, interactions: new Set(row.interactions) };
}

function placeWithout(form: ArgumentForm): Place | undefined {
  return form === 'none' ? everywhere : undefined;
}

function placeOf(form: ArgumentForm, argument: string): Place | undefined {
  switch (form) {
    case 'type':
      return resourceTypes.has(argument) ? { resourceType: argument, compartments: [] } : undefined;
    case 'instance':
      return isResource(argument) ? instance(argument) : undefined;
    case 'compartment':
      return isResource(argument) ? { resourceType: '*', compartments: [argument] } : undefined;
    case 'type in compartment':
      return typeInCompartment(argument);
    default:
      return undefined;
  }
}

function instance(argument: string): Place {
  const [resourceType = '', id = ''] = argument.split('/');
  return { resourceType, id, compartments: [] };
}

/** `Observation:Patient/123`. */
function typeInCompartment(argument: string): Place | undefined {
  const [, resourceType = '', compartment = ''] = /^([^:]*):(.*)$/s.exec(argument) ?? [];
  return resourceTypes.has(resourceType) && isResource(compartment)
    ? { resourceType, compartments: [compartment] }
    : undefined;
}
