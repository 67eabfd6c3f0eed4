import type { FragmentRead } from '../expression/expressions.js';
import type { CompiledTemplate } from './compile-template.js';

/** Templates of a closed list, found by name. */
export interface TemplateCatalog {
  /** Finds `userlogin`, `userlogin.html`, `/userlogin.html`, `fragments/head`; undefined where there is none. */
  find(name: string): CompiledTemplate | undefined;
}

/** The templates of a skin. */
export class CompiledTemplates implements TemplateCatalog {
  constructor(readonly templates: ReadonlyMap<string, CompiledTemplate>) {}

  find(name: string): CompiledTemplate | undefined {
    const path = closedName(name);
    return this.templates.get(path) ?? this.templates.get(`${path}.html`);
  }

  /** What templates name literally and none of them has. Fragments of a template's own may be of one that puts it in, so they are not told. */
  missingFragments(): readonly MissingFragment[] {
    return [...this.templates.values()].flatMap(({ name, inspection }) =>
      this.missingAmong(inspection.fragments).map((read) => ({ ...read, namedBy: name })),
    );
  }

  /** Those of some that none of the templates has. */
  missingAmong(fragments: readonly FragmentRead[]): readonly FragmentRead[] {
    const held = new Map<string, ReadonlySet<string>>();
    const named = Map.groupBy(fragments, ({ own, template }) => (own ? undefined : template));
    for (const [template, reads] of named) {
      const found = template === undefined ? undefined : this.find(template);
      if (found && template !== undefined)
        held.set(template, found.holding(reads.flatMap(({ selector }) => selector ?? [])));
    }
    return fragments.filter(({ own, template, selector }) => {
      if (own || template === undefined) return false;
      const those = held.get(template);
      return !those || (selector !== undefined && !those.has(selector));
    });
  }
}

/** A fragment that is named and does not exist. */
export interface MissingFragment extends FragmentRead {
  /** The template that names it. */
  readonly namedBy: string;
}

/** A path without the slash that means the folder of the templates. */
export function closedName(name: string): string {
  const path = name.trim();
  return path.startsWith('/') ? path.slice(1) : path;
}
