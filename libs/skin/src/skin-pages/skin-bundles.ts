import { localeChain, messageIn, type MessageBundle, type MessageBundles } from '#thymeleaf/messages/bundles';
import { parseProperties } from '#thymeleaf/messages/properties';
import { TemplateError } from '#thymeleaf/template-error';
import type { Steps } from '../in-slices.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import { bundleText } from '../package/skin-text.js';

const ENDING = '.properties';
/** Bytes and messages of one bundle, and messages of all of a skin: skins have some hundred in each language. */
const MOST_BYTES = 1_048_576;
const MOST_MESSAGES = 10_000;
const MOST_TOGETHER = 200_000;
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
  static *steps({ files }: SkinPackage, templates: Iterable<string>): Steps<SkinBundles> {
    const stems = [...templates].map(stemOf).toSorted((a, b) => b.length - a.length);
    const ofTemplates = new Map<string, Map<string, Map<string, string>>>();
    const ofSkin = new Map<string, Map<string, string>>();
    let left = MOST_TOGETHER;
    const findings: SkinFinding[] = [];
    for (const [path, bytes] of files) {
      const place = path.endsWith(ENDING) && !path.startsWith('resources/') ? placeOf(path, stems) : undefined;
      yield;
      const bundle = place && readBundle(path, bytes, findings);
      if (place === undefined || bundle === undefined) continue;
      left -= bundle.size;
      if (left < 0) {
        findings.push(
          unread(path, `is not read: all bundles together have more than ${String(MOST_TOGETHER)} messages`),
        );
        break;
      }
      const bundles =
        place.stem === undefined ? ofSkin : (ofTemplates.get(place.stem) ?? new Map<string, Map<string, string>>());
      const known = bundles.get(place.language) ?? new Map<string, string>();
      for (const [key, text] of bundle) known.set(key, text);
      bundles.set(place.language, known);
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
  if (bytes.length > MOST_BYTES) {
    findings.push(unread(path, `is not read: it has more than ${String(MOST_BYTES)} bytes`));
    return undefined;
  }
  try {
    return parseProperties(bundleText(bytes).text, MOST_MESSAGES);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const problem = `cannot be read: ${error.message.replace(/\.$/, '')}`;
    findings.push({ severity: 'error', file: path, problem, remedy: 'Write it as a .properties file of Java' });
    return undefined;
  }
}

function unread(file: string, problem: string): SkinFinding {
  return { severity: 'error', file, problem, remedy: 'Leave out messages that no page prints' };
}
