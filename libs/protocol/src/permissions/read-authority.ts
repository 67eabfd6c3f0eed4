import type { Authority } from '../user/authority.js';
import type { JsonFields } from '../json/json-fields.js';
import { authorityFault } from './authority-fault.js';
import { permissionTable, type ArgumentForm } from './permission-table.js';

/** How the argument of a permission is written. */
export const argumentExamples: Readonly<Record<ArgumentForm, string>> = {
  none: '–',
  type: 'Observation',
  instance: 'Patient/123',
  compartment: 'Patient/123',
  'type in compartment': 'Observation:Patient/123',
  access: 'Observation.rs?category=laboratory in Patient/123',
  partitions: 'TENANT,DEFAULT',
  operation: '$name',
  'value set': 'http://example.org/ValueSet/allowed',
};

/**
 * Reads `{permission, argument}` of a client or a person. What can be written better is refused (ruling 38: never taken for "all"). What the
 * product's own files may have, and what gives nothing here, is only warned of: a name that is newer than our table, an argument where the
 * product takes none, and one that the FHIR server reads. Arguments, which may identify a patient, are not repeated. An entry that says nothing at all,
 * which the public Terraform provider puts before the others, is left out.
 */
export function readAuthority(fields: JsonFields): Authority | undefined {
  if (fields.isEmpty()) {
    fields.warn('', 'says nothing, and is left out', 'Leave the entry out, or name a permission');
    return undefined;
  }
  const permission = fields.text('permission', { maxLength: 200, required: true });
  const argument = fields.text('argument', { maxLength: 2000 });
  if (permission === undefined) return undefined;
  const authority = argument === undefined ? { permission } : { permission, argument };
  judge(authority, fields);
  return authority;
}

function judge(authority: Authority, fields: JsonFields): void {
  const { permission } = authority;
  const form = permissionTable.get(permission)?.argument ?? 'none';
  const example = `${permission} ${argumentExamples[form]}`;
  const remedy = `Write it as in ${example} (docs/permissions.md); what needs several of them needs several permissions`;
  switch (authorityFault(authority)) {
    case 'unknown':
      judgeUnknown(permission, fields);
      return;
    case 'argument-missing':
      fields.refuse('argument', `is missing: ${permission} says nothing without it`, remedy);
      return;
    case 'argument-unreadable':
      if (form === 'none') warnOfLimit(permission, fields);
      else fields.refuse('argument', `is none that ${permission} can have`, remedy);
      return;
    default:
      if (form === 'operation' && !/\$[A-Za-z]/.test(authority.argument ?? ''))
        fields.warn('argument', `names no operation, so that ${permission} may give nothing`, remedy);
  }
}

/** Whatever takes something away must not be lost. */
function judgeUnknown(permission: string, fields: JsonFields): void {
  const remedy = 'Use a name of docs/permissions.md (names are case-sensitive), or remove it';
  if (permission.startsWith('BLOCK_')) fields.refuse('permission', `names no permission: ${permission}`, remedy);
  else fields.warn('permission', `names no permission, and gives nothing: ${permission}`, remedy);
}

function warnOfLimit(permission: string, fields: JsonFields): void {
  const problem = `limits ${permission}, which knows no limits: it gives nothing`;
  fields.warn('argument', problem, 'Remove the argument to give all of it, or use permissions that take one');
}
