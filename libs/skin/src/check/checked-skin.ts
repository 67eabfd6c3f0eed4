import type { CompiledTemplate } from '#thymeleaf/template/compile-template';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import { pageFile, type PageFile } from '../skin-pages/page-file.js';
import { skinPageNames, type SkinPageName } from '../skin-pages/skin-page-names.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinProperties } from '../skin-properties.port.js';

/** A skin with the settings that it is looked at with, and what belongs together in it. */
export interface CheckedSkin {
  readonly compiled: CompiledSkin;
  readonly settings: SkinProperties;
  readonly pages: ReadonlyMap<SkinPageName, PageFile>;
  /** By the path of a template the pages that show it or a part of it. */
  readonly shownBy: ReadonlyMap<string, readonly SkinPageName[]>;
}

/** Puts a skin and the settings of a module together. */
export function checkedSkin(compiled: CompiledSkin, settings: SkinProperties): CheckedSkin {
  const pages = new Map(
    skinPageNames.map((name) => [name, pageFile(name, settings, (file) => compiled.hasTemplate(file))] as const),
  );
  const shownBy = new Map<string, SkinPageName[]>();
  for (const [page, { kind, ...file }] of pages)
    if (kind === 'skin' && 'file' in file)
      for (const template of templatesOf(file.file, compiled))
        shownBy.set(template, [...(shownBy.get(template) ?? []), page]);
  return { compiled, settings, pages, shownBy };
}

/** A template and those that it puts in, as far as it names them. */
function templatesOf(file: string, { templates }: CompiledSkin): ReadonlySet<string> {
  const found = new Set([file]);
  for (const name of found)
    for (const { template } of templates.find(name)?.inspection.fragments ?? []) {
      const next = template === undefined ? undefined : templates.find(template)?.name;
      if (next !== undefined) found.add(next);
    }
  return found;
}

/** The pages that a template is judged by: all of them where none is known to show it. */
export function pagesOf(template: string, { shownBy }: CheckedSkin): readonly SkinPageName[] {
  return shownBy.get(template) ?? skinPageNames;
}

/** What a check finds, a little at a time: between two of them requests have their turn. */
export type Findings = Iterable<readonly SkinFinding[]>;

/** What is found when things are looked at one by one. */
export function* findingsIn<T>(things: Iterable<T>, look: (one: T) => readonly SkinFinding[]): Findings {
  for (const one of things) yield look(one);
}

/** What a check of one template works with. */
export interface CheckedTemplate {
  readonly skin: CheckedSkin;
  readonly template: CompiledTemplate;
}
