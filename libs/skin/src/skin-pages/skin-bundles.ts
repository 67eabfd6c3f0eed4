import { localeChain, messageIn, type MessageBundle, type MessageBundles } from '#thymeleaf/messages/bundles';
import { parseProperties } from '#thymeleaf/messages/properties';
import { TemplateError } from '#thymeleaf/template-error';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import { bundleText } from '../package/skin-text.js';

const ENDING = '.properties';
/** `_fr`, `_pt_BR`: what stands behind the name of a bundle. */
const LANGUAGE = /^_([a-z]{2,3}(?:_[A-Za-z0-9]{2,8}){0,3})$/;

/** The messages of a skin: those beside a template before those of the whole skin. */
export class SkinBundles {
  private constructor(
    private readonly ofTemplates: ReadonlyMap<string, MessageBundles>,
    private readonly ofSkin: MessageBundles,
    /** Languages that there are bundles of, as in their names: `fr`, `pt_BR`. */
    readonly languages: readonly string[],
    readonly findings: readonly SkinFinding[],
  ) {}

  /** @param templates paths of the templates, such as `userlogin.html` */
  static read({ files }: SkinPackage, templates: Iterable<string>): SkinBundles {
    const stems = [...templates].map(stemOf).toSorted((a, b) => b.length - a.length);
    const ofTemplates = new Map<string, Map<string, MessageBundle>>();
    const ofSkin = new Map<string, MessageBundle>();
    const findings: SkinFinding[] = [];
    for (const [path, bytes] of files) {
      const place = path.endsWith(ENDING) && !path.startsWith('resources/') ? placeOf(path, stems) : undefined;
      const bundle = place && readBundle(path, bytes, findings);
      if (place === undefined || bundle === undefined) continue;
      const bundles =
        place.stem === undefined ? ofSkin : (ofTemplates.get(place.stem) ?? new Map<string, MessageBundle>());
      bundles.set(place.language, new Map([...(bundles.get(place.language) ?? []), ...bundle]));
      if (place.stem !== undefined) ofTemplates.set(place.stem, bundles);
    }
    const all = [...ofTemplates.values(), ofSkin].flatMap((bundles) => [...bundles.keys()]);
    return new SkinBundles(
      ofTemplates,
      ofSkin,
      [...new Set(all)].filter((one) => one !== ''),
      findings,
    );
  }

  /** The pattern of a message; undefined where there is none. */
  find(key: string, template: string, locale: string): string | undefined {
    const own = this.ofTemplates.get(stemOf(template));
    return (own && messageIn(own, locale, key)) ?? messageIn(this.ofSkin, locale, key);
  }

  /** Whether a message has words of the language: not only those of the bundle that serves all. */
  isTranslated(key: string, template: string, locale: string): boolean {
    const bundles = [this.ofTemplates.get(stemOf(template)), this.ofSkin];
    const suffixes = localeChain(locale).filter((suffix) => suffix !== '');
    return bundles.some((one) => suffixes.some((suffix) => one?.get(suffix)?.has(key) === true));
  }
}

/** A template's path without its ending. */
function stemOf(template: string): string {
  return template.replace(/\.[^./]*$/, '');
}

/** Whose bundle a file is; `stem` undefined = that of the whole skin. */
function placeOf(
  path: string,
  stems: readonly string[],
): { readonly stem: string | undefined; readonly language: string } | undefined {
  const name = path.slice(0, -ENDING.length);
  for (const stem of stems) {
    const language = name.startsWith(stem) ? languageIn(name.slice(stem.length)) : undefined;
    if (language !== undefined) return { stem, language };
  }
  const [, rest] = /(?:^|\/)messages([^/]*)$/.exec(name) ?? [];
  const language = rest === undefined ? undefined : languageIn(rest);
  return language === undefined ? undefined : { stem: undefined, language };
}

function languageIn(rest: string): string | undefined {
  return rest === '' ? '' : LANGUAGE.exec(rest)?.[1];
}

function readBundle(path: string, bytes: Buffer, findings: SkinFinding[]): MessageBundle | undefined {
  try {
    return parseProperties(bundleText(bytes).text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const problem = `cannot be read: ${error.message.replace(/\.$/, '')}`;
    findings.push({ severity: 'error', file: path, problem, remedy: 'Write it as a .properties file of Java' });
    return undefined;
  }
}
