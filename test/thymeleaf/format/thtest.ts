import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readProperties } from './java-properties.js';
import type { Property } from './java-properties.js';
import { readSections } from './sections.js';
import type { Section, Sections } from './sections.js';

/** One test in the `.thtest` format, with what it has of the files it EXTENDS. */
export interface Thtest {
  /** Title, and the name of the template that is rendered; undefined where the test has none. */
  readonly name: string | undefined;
  /** Mode of each template that names one, by the name of the template; '' is the one that is rendered. */
  readonly modes: Section;
  /** Templates by name; '' is the one that is rendered. */
  readonly templates: Section;
  /** Values are OGNL; later ones use earlier ones. */
  readonly context: readonly Property[];
  /** Messages by locale; '' are those of every locale. */
  readonly messages: ReadonlyMap<string, readonly Property[]>;
  /** Selector of the only fragment that is rendered. */
  readonly fragment: string | undefined;
  /** Undefined: the template must fail. */
  readonly output: string | undefined;
  readonly exactMatch: boolean;
  /** `skin`: texts of the model are somebody's words, and links lead nowhere dangerous. A section of our own; absent = as Thymeleaf itself. */
  readonly profile: 'thymeleaf' | 'skin';
}

const merged = (base: Section | undefined, own: Section | undefined): Section =>
  new Map([...(base ?? []), ...(own ?? [])]);

/** What the file expects: an output of its own is not undone by the base's exception, nor the other way round. */
function expectation(base: Sections, own: Sections): Sections {
  const decided = own.has('OUTPUT') || own.has('EXCEPTION');
  return new Map([...base].filter(([name]) => !decided || !['OUTPUT', 'EXCEPTION'].includes(name)));
}

function joined(base: Section | undefined, own: Section | undefined): Section {
  const qualifiers = new Set([...(base?.keys() ?? []), ...(own?.keys() ?? [])]);
  const parts = (qualifier: string) => [base, own].map((section) => section?.get(qualifier) ?? '');
  return new Map([...qualifiers].map((qualifier) => [qualifier, parts(qualifier).join('\n')]));
}

/** Contexts and messages are merged, the base's first; other sections are overridden. */
function extend(base: Sections, own: Sections): Sections {
  const inherited = expectation(base, own);
  const together = (name: string): Section =>
    ['CONTEXT', 'MESSAGES'].includes(name)
      ? joined(inherited.get(name), own.get(name))
      : merged(inherited.get(name), own.get(name));
  return new Map([...new Set([...inherited.keys(), ...own.keys()])].map((name) => [name, together(name)]));
}

function sectionsOf(file: string): Sections {
  const own = readSections(readFileSync(file, 'utf8'));
  const base = own.get('EXTENDS')?.get('')?.trim();
  return base === undefined ? own : extend(sectionsOf(path.join(path.dirname(file), base)), own);
}

/** A text with the characters that it names by their code, as in `\\u00E1`; `\\\\u00E1` is the name itself. */
const withCharacters = (text: string): string =>
  text.replaceAll(/(\\?)\\u([0-9A-Fa-f]{4})/g, (_, escape: string, code: string) =>
    escape === '' ? String.fromCharCode(Number.parseInt(code, 16)) : `\\u${code}`,
  );

/** The templates; one without any text stands for one that does not exist. */
const templatesOf = (inputs: Section | undefined): Section =>
  new Map(
    [...(inputs ?? [])]
      .filter(([name, text]) => name === '' || text !== '')
      .map(([name, text]) => [name, withCharacters(text)]),
  );

/** Reads a test with all its bases. @throws Error where a base is not there */
export function readThtest(file: string): Thtest {
  const sections = sectionsOf(file);
  const output = sections.get('OUTPUT')?.get('');
  const first = (name: string): string | undefined => sections.get(name)?.get('');
  return {
    name: first('NAME')?.trim(),
    modes: new Map([...(sections.get('TEMPLATE_MODE') ?? [])].map(([name, mode]) => [name, mode.trim()])),
    templates: templatesOf(sections.get('INPUT')),
    context: readProperties(first('CONTEXT') ?? ''),
    messages: new Map([...(sections.get('MESSAGES') ?? [])].map(([locale, text]) => [locale, readProperties(text)])),
    fragment: first('FRAGMENT')?.trim(),
    output: output === undefined ? undefined : withCharacters(output),
    profile: first('PROFILE')?.trim() === 'skin' ? 'skin' : 'thymeleaf',
    exactMatch: first('EXACT_MATCH')?.trim() === 'true',
  };
}
