import type { Authority } from '../user/authority.js';
import { accessArgument } from './access-argument.js';
import { permissionTable, type ArgumentForm } from './permission-table.js';
import { letterGroups, type Place, type Reach } from './reach.js';

/** Names of the product's permissions by letters and form of argument, such as `rs type`. */
const names: ReadonlyMap<string, string> = new Map(
  [...permissionTable]
    .filter(([, { treatment, argument }]) => treatment === 'data' && argument !== 'access')
    .map(([name, { interactions, argument }]) => [`${interactions.join('')} ${argument}`, name]),
);

/**
 * The permissions that give exactly this reach. The product's names say it as far as they go; what they have no name for, such as creating
 * without updating or one category of a type, is said by GATEHOUSE_FHIR_ACCESS: who does not know it gives less, never more.
 */
export function authoritiesFor(reach: Reach): readonly Authority[] {
  const { form, argument } = wording(reach);
  const left = new Set(reach.interactions);
  const said = letterGroups.flatMap((letters) => {
    const permission = form && names.get(`${letters.join('')} ${form}`);
    if (permission === undefined || !letters.every((letter) => left.has(letter))) return [];
    for (const letter of letters) left.delete(letter);
    return [argument === undefined ? { permission } : { permission, argument }];
  });
  if (left.size === 0) return said;
  return [...said, { permission: 'GATEHOUSE_FHIR_ACCESS', argument: accessArgument({ ...reach, interactions: left }) }];
}

/** How the product's permissions name a place; no form where they cannot. */
function wording({ resourceType, id, compartments, search }: Place): { form?: ArgumentForm; argument?: string } {
  const [compartment, another] = compartments;
  const isAnyType = resourceType === '*';
  if (search !== undefined || another !== undefined) return {};
  if (id !== undefined) return compartment === undefined ? { form: 'instance', argument: `${resourceType}/${id}` } : {};
  if (compartment === undefined) return isAnyType ? { form: 'none' } : { form: 'type', argument: resourceType };
  return isAnyType
    ? { form: 'compartment', argument: compartment }
    : { form: 'type in compartment', argument: `${resourceType}:${compartment}` };
}
