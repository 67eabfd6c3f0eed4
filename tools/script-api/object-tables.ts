import type { DeclaredMember, DeclaredObject, ScriptApi } from './declared-api.js';

const SAME = /^(?:The same as|As|What) `(\w+)(?:\(\))?`(?: tells| gives)?\.$/;

/** A section about an object, with a table of its members. */
export function objectSection(object: DeclaredObject, level: string): string {
  const { name, doc, alias, parents, members } = object;
  if (alias !== undefined) return `${level} ${name}\n\n${doc} \`${alias}\``;
  const also = parents.map((parent) => (parent === 'Array' ? 'everything that arrays have' : link(parent)));
  const beside = also.length === 0 ? '' : `\n\nHas what is of ${also.join(' and ')} as well.`;
  const table = members.length === 0 ? '' : `\n\n${memberTable(members)}`;
  return `${level} ${name}\n\n${doc}${beside}${table}`;
}

/** One row for each member; those that are only other names of it stand beside it. */
export function memberTable(members: readonly DeclaredMember[]): string {
  const others = Map.groupBy(members, ({ doc }) => SAME.exec(doc)?.[1] ?? '');
  const rows = members
    .filter(({ name, doc }) => !isOther(members, name, doc))
    .map((member) => [
      [shown(member), ...(others.get(member.name) ?? []).map(({ name, kind }) => nameOf(name, kind))].join(', '),
      typeOf(member),
      member.doc,
    ]);
  return table(['member', 'type', 'what it is'], rows);
}

function isOther(members: readonly DeclaredMember[], name: string, doc: string): boolean {
  const [, target] = SAME.exec(doc) ?? [];
  return target !== undefined && target !== name && members.some((each) => each.name === target);
}

function shown({ name, kind, signature }: DeclaredMember): string {
  if (name === '[index]') return '`[name]`';
  if (kind === 'property') return `\`${name}\``;
  return `\`${signature.slice(0, closing(signature) + 1)}\``;
}

function nameOf(name: string, kind: DeclaredMember['kind']): string {
  return `\`${name}${kind === 'property' ? '' : '()'}\``;
}

function typeOf({ kind, signature, type }: DeclaredMember): string {
  if (kind === 'property') return `\`${type ?? signature.split(': ').at(-1) ?? ''}\``;
  return `\`${signature.slice(closing(signature) + 3)}\``;
}

/** Where the parameters of a signature end. */
function closing(signature: string): number {
  let depth = 0;
  for (let at = signature.indexOf('('); at < signature.length; at++) {
    if (signature[at] === '(') depth++;
    if (signature[at] === ')' && --depth === 0) return at;
  }
  return signature.length;
}

/** Globals with the members of what they are. */
export function globalSections({ globals, objects }: ScriptApi): readonly string[] {
  return globals.map(({ name, type, doc }) => {
    const object = objects.find((each) => each.name === type);
    if (object === undefined) return `### ${name}\n\n\`${type}\`. ${doc}`;
    if (name === 'console') return `### ${name}\n\nThe same as \`Log\`.`;
    return objectSection({ ...object, name }, '###');
  });
}

export function link(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [columns, columns.map(() => '---'), ...rows];
  return cells.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}
