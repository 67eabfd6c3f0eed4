import { cataloguedTypes } from '#module-config/catalogue/accepted-groups';
import { nodeKeys } from '#module-config/catalogue/keys/node-keys';
import { propertyCatalogue, type CataloguedProperty } from '#module-config/catalogue/property-catalogue';
import { statusOf, type StatusWithReason } from '#module-config/catalogue/property-status';
import { modulePropertiesOf } from '../../apps/server/src/configuration/module-properties.js';
import { introduction, nodeProperties, notPartOfThisServer } from './introduction.js';

/** A property that is not supported, with its reason at hand. */
type Ignored = Omit<CataloguedProperty, 'status'> & { readonly status: StatusWithReason };

/** Those whose properties the product's documents list, and the listeners of administrators. */
const types = [...new Set([...cataloguedTypes, 'ADMIN_JSON', 'ADMIN_WEB'])];

/** docs/properties.md: every property of every type of module, and what becomes of it. */
export function propertiesPage(): string {
  return `${[introduction, ...types.map(typeSection), nodeSection()].join('\n\n')}\n`;
}

function typeSection(type: string): string {
  const catalogue = propertyCatalogue(modulePropertiesOf(type));
  const supported = catalogue.filter(({ status }) => status.kind === 'supported');
  const ignored = catalogue.filter((each): each is Ignored => each.status.kind !== 'supported');
  return [
    `## ${type}`,
    ...(supported.length === 0
      ? [notPartOfThisServer]
      : [`### Supported in ${type}`, table(['property', 'default', 'unit', 'meaning'], supported.map(supportedRow))]),
    ...(ignored.length === 0 ? [] : [`### Not supported in ${type}`, ignoredTable(ignored)]),
  ].join('\n\n');
}

function nodeSection(): string {
  const ignored = nodeKeys.flatMap((group) =>
    Object.entries(group.keys).map(([key, value]) => ({
      ...{ key, isSecret: false, status: statusOf(group) },
      ...(value !== '' && { default: value }),
    })),
  );
  return ['## The node', nodeProperties, '### Not supported for the node', ignoredTable(ignored)].join('\n\n');
}

function ignoredTable(ignored: readonly Ignored[]): string {
  return table(['property (its default in Smile CDR)', 'what becomes of it', 'why'], ignoredRows(ignored));
}

function supportedRow({
  key,
  default: value,
  unit = '',
  help = '',
  isSecret,
  isReserved,
}: CataloguedProperty): readonly string[] {
  const marks = `${isSecret ? ' Never shown.' : ''}${isReserved ? ' By superusers alone.' : ''}`;
  return [code(key), value === undefined ? '–' : code(value), unit, help + marks];
}

/** One row for each reason. */
function ignoredRows(ignored: readonly Ignored[]): readonly (readonly string[])[] {
  const byReason = Map.groupBy(ignored, ({ status }) => `${status.kind} ${status.reason}`);
  return [...byReason.values()].map((group) => [group.map(keyText).join(', '), ...reasonCells(group[0]?.status)]);
}

function keyText({ key, default: value }: CataloguedProperty): string {
  return value === undefined ? code(key) : `${code(key)} (${code(value)})`;
}

const outcomes = {
  'without-effect': 'no effect',
  'refused-when-true': 'refused when `true`',
} as const;

function reasonCells(status: StatusWithReason | undefined): readonly string[] {
  if (status === undefined) return [];
  const use = status.instead === undefined ? '' : ` Use ${status.instead}.`;
  return [outcomes[status.kind], status.reason + use];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [columns, columns.map(() => '---'), ...rows];
  return cells.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
