import { isJsonObject } from '#protocol/json/json-object';

/** Lists in forms are texts of lines; each kind of list has its way to write an item and to read a line. */
interface LineKind {
  readonly read: (lines: readonly string[]) => unknown;
  readonly write: (value: unknown) => readonly string[];
}

/** Ways to write lists, by the kind of the field. */
export const lineLists = {
  lines: { read: (lines) => lines, write: (value) => itemsOf(value).map(textOf) },
  authorities: {
    read: (lines) =>
      lines.map((line) => {
        const [permission, argument] = atFirst(line, /\s+/);
        return argument === '' ? { permission } : { permission, argument };
      }),
    write: (value) =>
      itemsOf(value)
        .filter(isJsonObject)
        .map((item) => [textOf(item['permission']), textOf(item['argument'])].join(' ').trim()),
  },
  contexts: {
    read: (lines) =>
      lines.map((line) => {
        const [contextType, resourceId] = atFirst(line, /\s+/);
        return { contextType, resourceId };
      }),
    write: (value) =>
      itemsOf(value)
        .filter(isJsonObject)
        .map((item) => `${textOf(item['contextType'])} ${textOf(item['resourceId'])}`),
  },
  pairs: {
    read: (lines) => Object.fromEntries(lines.map((line) => atFirst(line, /\s*=\s*/))),
    write: (value) =>
      isJsonObject(value) ? Object.entries(value).map(([name, text]) => `${name} = ${textOf(text)}`) : [],
  },
} as const satisfies Readonly<Record<string, LineKind>>;

/** The lines of a text that have something in them. */
export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function atFirst(line: string, separator: RegExp): [string, string] {
  const found = separator.exec(line);
  return found === null ? [line, ''] : [line.slice(0, found.index), line.slice(found.index + found[0].length)];
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}
