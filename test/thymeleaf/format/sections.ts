/** A section of a test file by its name: the text without a qualifier under '', the others under theirs. */
export type Section = ReadonlyMap<string, string>;
export type Sections = ReadonlyMap<string, Section>;

const header = /^%([A-Z_]+)(?:\[([^\]]*)\])?(?:[ \t]+(.*)|[ \t]*)$/;

interface OpenSection {
  readonly name: string;
  readonly qualifier: string;
  readonly lines: string[];
}

/** The lines of each section; lines with `#` in their first column are comments wherever they stand. */
function* openSections(text: string): Iterable<OpenSection> {
  let open: OpenSection | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const found = header.exec(line);
    if (found === null) open?.lines.push(line);
    else {
      if (open !== undefined) yield open;
      const [, name = '', qualifier = '', rest] = found;
      open = { name, qualifier, lines: rest === undefined ? [] : [rest] };
    }
  }
  if (open !== undefined) yield open;
}

/** Cuts the text of a `.thtest` file into its sections. */
export function readSections(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  for (const { name, qualifier, lines } of openSections(text)) {
    const section = sections.get(name) ?? new Map<string, string>();
    sections.set(name, section.set(qualifier, lines.join('\n')));
  }
  return sections;
}
