import { permissionTable, type PermissionRow, type Treatment } from '#protocol/permissions/permission-table';
import { argumentExamples } from '#protocol/permissions/read-authority';
import { roles } from '#protocol/permissions/roles';
import type { Authority } from '#protocol/user/authority';
import { introduction } from './introduction.js';

type NamedRow = readonly [name: string, row: PermissionRow];

const words = { c: 'create', r: 'read', u: 'update', d: 'delete', s: 'search' } as const;

/** docs/permissions.md: what each permission gives, and which scopes keep it. */
export function permissionsPage(): string {
  const operations = rowsOf('operation');
  const sections = [
    introduction,
    section('Roles', ['role', 'stands for'], [...roles].map(roleRow)),
    section(
      'FHIR data: narrowed to what the scopes allow, too',
      ['permission', 'gives', 'argument', 'kept, at least in part, by any scope with'],
      rowsOf('data').map(dataRow),
    ),
    section(
      'FHIR operations: kept whole, or not at all',
      ['permission', 'may do', 'on', 'argument', 'kept by'],
      operations.map(operationRow),
    ),
    section(
      'Ways to call: no data of their own',
      ['permission', 'kept by any scope with'],
      rowsOf('verb').map(([name, { interactions }]) => [code(name), letters(interactions)]),
    ),
    section(
      'Never dropped',
      ['permission', 'why', 'argument'],
      [...rowsOf('restriction'), ...rowsOf('gate')].map(keptRow),
    ),
    `## Not about FHIR data: never touched\n\n${rowsOf('administration')
      .map(([name]) => code(name))
      .join(', ')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function rowsOf(treatment: Treatment): readonly NamedRow[] {
  return [...permissionTable].filter(([, row]) => row.treatment === treatment);
}

function section(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${heading}\n\n${lines.join('\n')}`;
}

function roleRow([role, authorities]: readonly [string, readonly Authority[]]): readonly string[] {
  const marks = authorities.every(({ permission }) => permission === role)
    ? ' (marks its holder and gives nothing)'
    : '';
  return [code(role), authorities.map(authorityText).join(', ') + marks];
}

function authorityText({ permission, argument }: Authority): string {
  return argument === undefined ? code(permission) : code(`${permission} ${argument}`);
}

function argumentText(form: PermissionRow['argument']): string {
  return form === 'none' ? argumentExamples.none : code(argumentExamples[form]);
}

function dataRow([name, { interactions, argument }]: NamedRow): readonly string[] {
  const gives = argument === 'access' ? 'what its argument says' : verbs(interactions);
  return [code(name), gives, argumentText(argument), letters(interactions)];
}

function operationRow([name, { interactions, types, argument }]: NamedRow): readonly string[] {
  const may = interactions.length === 5 ? 'anything' : verbs(interactions);
  const on = types.includes('*') ? 'all types' : types.join(', ');
  const scopes = types.map((type) => code(`user/${type}.${interactions.join('')}`));
  return [code(name), may, on, argumentText(argument), scopes.join(' and ')];
}

function keptRow([name, { treatment, argument }]: NamedRow): readonly string[] {
  const why = treatment === 'restriction' ? 'takes something away' : 'lets in, gives no data';
  return [code(name), why, argumentText(argument)];
}

function verbs(interactions: PermissionRow['interactions']): string {
  return interactions.map((letter) => words[letter]).join(', ');
}

function letters(interactions: PermissionRow['interactions']): string {
  return interactions.map((letter) => code(letter)).join(', ');
}

function code(text: string): string {
  return `\`${text}\``;
}
