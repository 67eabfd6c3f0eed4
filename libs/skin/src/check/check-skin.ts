import { inSlices, type Steps } from '../in-slices.js';
import type { SkinFinding } from '../package/skin-finding.js';
import { skinText } from '../package/skin-text.js';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import type { PageFile } from '../skin-pages/page-file.js';
import { skinPages, type SkinPageName } from '../skin-pages/skin-page-names.js';
import type { SkinProperties } from '../skin-properties.port.js';
import { checkCode } from './check-code.js';
import { checkForms } from './check-forms.js';
import { checkFragments } from './check-fragments.js';
import { triedPage } from './check-pages.js';
import { checkObjects, checkVariables } from './check-reads.js';
import { checkReferences } from './check-references.js';
import { checkStyleSheet } from './check-style-sheet.js';
import { checkMessages, checkUnescaped } from './check-texts.js';
import { checkedSkin, type CheckedSkin, type CheckedTemplate, type Findings } from './checked-skin.js';
import { finding } from './finding.js';
import { KeptFindings } from './kept-findings.js';
import { orderedFindings } from './ordered-findings.js';
import type { ReportedPage, SkinReport } from './skin-report.js';

/** Milliseconds after which a look at a skin ends, whatever is left of it. */
const LONGEST = 20_000;

const TEMPLATE_CHECKS: readonly ((template: CheckedTemplate) => Findings)[] = [
  ...[
    checkVariables,
    checkObjects,
    checkFragments,
    checkMessages,
    checkForms,
    checkUnescaped,
    checkReferences,
    checkCode,
  ],
];

/**
 * Looks at a skin as a module with these settings would wear it: everything that can be known before it is worn (reference skins 5.5). Works between the
 * requests, bounded in time. Never throws for what is in a skin.
 * @param before what was found when it was read
 */
export function checkSkin(
  compiled: CompiledSkin,
  settings: SkinProperties,
  before: readonly SkinFinding[] = [],
): Promise<SkinReport> {
  if (!compiled.isInspected) throw new TypeError('Nothing was noted of this skin: compile it to inspect it.');
  const end = performance.now() + LONGEST;
  return inSlices(report(checkedSkin(compiled, settings), before, () => performance.now() > end));
}

function* report(skin: CheckedSkin, before: readonly SkinFinding[], isLate: () => boolean): Steps<SkinReport> {
  const { compiled } = skin;
  const findings = new KeptFindings();
  findings.add([...before, ...compiled.findings, ...pageFindings(skin), ...unused(skin)]);
  for (const template of compiled.templates.templates.values()) {
    if (isLate()) break;
    for (const check of TEMPLATE_CHECKS)
      for (const found of check({ skin, template })) {
        findings.add(found);
        yield;
        if (isLate()) break;
      }
  }
  for (const [file, bytes] of compiled.skin.files) {
    if (!file.endsWith('.css') || isLate()) continue;
    findings.add(checkStyleSheet(file, skinText(bytes).text, compiled.skin));
    yield;
  }
  const pages: ReportedPage[] = [];
  for (const [name, file] of skin.pages) {
    const tried = file.kind === 'skin' ? yield* triedPage({ name, file: file.file }, skin, isLate) : undefined;
    if (isFaultless(file, compiled)) findings.add(tried?.findings ?? []);
    pages.push(reportedPage(name, file, tried?.fails ?? []));
  }
  if (isLate()) findings.add([finding('check-ended', { problem: 'takes too long to look at' })]);
  const { identity, sha256 } = compiled.skin;
  return { identity, sha256, thymeleaf: lineOf(compiled), pages, ...orderedFindings(findings) };
}

/** Mistakes of the template itself are told already, and what comes of them need not be. */
function isFaultless(file: PageFile, { templates }: CompiledSkin): boolean {
  return !('file' in file) || (templates.find(file.file)?.errors.length ?? 0) === 0;
}

function reportedPage(page: SkinPageName, file: PageFile, fails: readonly string[]): ReportedPage {
  const { title, key: setting } = skinPages[page];
  return {
    ...{ page, title, setting, state: file.kind },
    ...('file' in file && { file: file.file }),
    ...(fails.length > 0 && { fails }),
  };
}

function pageFindings({ pages }: CheckedSkin): readonly SkinFinding[] {
  const missing = [...pages].flatMap(([page, file]) =>
    file.kind === 'missing'
      ? [finding('page-missing', { file: file.file, problem: `is named by ${skinPages[page].key} and is not there` })]
      : [],
  );
  const isEmpty = [...pages.values()].every(({ kind }) => kind === 'built-in');
  return isEmpty ? [finding('no-pages', { problem: 'has no page that a module would show' })] : missing;
}

/** Templates that nothing leads to, as far as that is to be seen: where names are computed, any may be meant. */
function unused({ compiled, shownBy, pages }: CheckedSkin): readonly SkinFinding[] {
  const all = [...compiled.templates.templates.values()];
  const isComputed = all.some(({ inspection }) =>
    inspection.fragments.some(({ own, template }) => !own && template === undefined),
  );
  const hasHandlebars = [...pages.values()].some((file) => file.kind === 'skin' && file.file.endsWith('.hbs'));
  if (isComputed || hasHandlebars) return [];
  return all
    .filter(({ name }) => !shownBy.has(name))
    .map(({ name: file }) => finding('template-unused', { file, problem: 'is shown by no page' }));
}

function lineOf({ templates }: CompiledSkin): SkinReport['thymeleaf'] {
  const isOld = [...templates.templates.values()].some(({ inspection }) => inspection.oldConstructs.length > 0);
  return isOld ? '3.0' : '3.1';
}
