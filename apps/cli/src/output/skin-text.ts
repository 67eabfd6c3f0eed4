import { legible } from '#protocol/legible-text';
import { shortHash, skinLabel, type LabelledSkin } from '#skin/package/skin-label';
import type { SkinStepJson, WornSkinJson } from '#skin/module-skins.port';
import type { BroughtJar, SkinFindingJson, SkinJson, SkinPageJson, SkinReportJson } from '#skin/skin-library.port';
import type { PreviewedPageJson, SkinPreviewJson } from '#skin/skin-previews.port';

/** A skin in one line. */
export function skinText({ sha256, identity, fileName = '', storedAt, storedBy, wornBy }: SkinJson): string {
  const file = fileName === '' ? '' : `  ${legible(fileName)}`;
  const worn = wornBy.length === 0 ? '' : `  worn by ${wornBy.join(', ')}`;
  return `${shortHash(sha256)}  ${identity}${file}  stored ${storedAt} by ${legible(storedBy)}${worn}\n`;
}

/** A skin as it is named to people. */
export function labelText(skin: LabelledSkin): string {
  return legible(skinLabel(skin));
}

/** The same of what is worn: without a hash it is the built-in pages. */
function wornLabel(identity: string, sha256: string | undefined): string {
  return sha256 === undefined ? identity : labelText({ identity, sha256 });
}

/** What became of a JAR that was to be stored. @param file what it was called just now */
export function storedText({ kind, skin, knownAs = '' }: BroughtJar, file: string): string {
  if (kind === 'created') return `Stored ${labelText(skin)}.\n`;
  const as = knownAs === '' || knownAs === file ? '' : `, as ${legible(knownAs)}`;
  return `${legible(file)} is stored already${as}: ${labelText(skin)}.\n`;
}

/** What a module wears, in one line or two. */
export function wornText({ moduleId, problem, ...worn }: WornSkinJson): string {
  const { identity = 'built-in pages', sha256, previous, previousSha256 } = worn;
  const back = previous === undefined ? '' : `, a rollback leads to ${wornLabel(previous, previousSha256)}`;
  const fault = problem === undefined ? '' : `  ${legible(problem)}\n`;
  return `${moduleId}  ${wornLabel(identity, sha256)}${back}\n${fault}`;
}

/** What happened, in one line. */
export function stepText({ at, kind, author, comment = '', isOverridden, ...step }: SkinStepJson): string {
  const why = comment === '' ? '' : `  ${legible(comment)}`;
  const way = `${wornLabel(step.from, step.fromSha256)} → ${wornLabel(step.to, step.toSha256)}`;
  return `${at}  ${kind}: ${way}${isOverridden ? ', in spite of errors' : ''}  ${legible(author)}${why}\n`;
}

/** What a look found, in one line. @param jar what stands where it is about no file */
export function skinFindingText({ severity, code, file, line, column, message }: SkinFindingJson, jar: string): string {
  const place = [file ?? jar, ...(line === undefined ? [] : [String(line), String(column)])].join(':');
  const subject = [`${file ?? ''} `, 'The skin '].find((one) => message.startsWith(one)) ?? '';
  return `${legible(place)}: ${severity}: ${legible(message.slice(subject.length))} [${code}]\n`;
}

/** How many mistakes a skin showed lately, and where they are told; nothing where there are none. */
export function recentText({ recentMistakes = 0, wornBy }: SkinJson): string {
  if (recentMistakes === 0) return '';
  const told = wornBy.map((moduleId) => `gatehouse skin diagnostics ${moduleId}`).join(', ');
  return `${counted(recentMistakes, 'mistake')} showed on its pages in the last 24 hours${told === '' ? '' : `: ${told}`}.\n`;
}

/** What came of the look at a stored skin. */
export function storedFindingsText({ findings = [], fileName = 'skin' }: SkinJson): string {
  if (findings.length === 0) return 'Nothing was found that is wrong, or noteworthy.\n';
  return findings.map((one) => skinFindingText(one, fileName)).join('');
}

/** Everything that a look found, the gravest first, and where every page comes from. */
export function skinReportText(report: SkinReportJson, jar: string): string {
  const { findings, omitted = 0 } = report;
  const more = omitted === 0 ? '' : `${String(omitted)} more findings are not shown.\n`;
  return findings.map((one) => skinFindingText(one, jar)).join('') + more + skinPagesText(report);
}

/** Where the pages of a skin come from, in a few lines; nothing where it cannot be read. */
function skinPagesText({ pages = [], thymeleaf = '3.1', findings }: SkinReportJson): string {
  if (pages.length === 0) return '';
  const own = pages.filter(({ state }) => state === 'skin').map((page) => pageText(page, findings));
  const missing = pages.filter(({ state }) => state === 'missing').map(missingText);
  const others = pages.filter(({ state }) => state === 'built-in').map(({ title }) => title);
  const builtIn = others.length === 0 ? '' : `  built-in: ${others.join('; ')}\n`;
  return `Pages (Thymeleaf ${thymeleaf}):\n${[...own, ...missing].join('')}${builtIn}`;
}

function pageText({ title, file = '', fails = [] }: SkinPageJson, findings: readonly SkinFindingJson[]): string {
  const errors = findings.filter((one) => one.severity === 'error' && one.file === file).length;
  const troubles = [
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(fails.length === 0 ? [] : [`cannot be made (${fails.join(', ')}), and the built-in page is shown`]),
  ];
  return `  ${title}: ${legible(file)}${troubles.length === 0 ? '' : `  ${troubles.join('; ')}`}\n`;
}

function missingText({ title, file = '', setting }: SkinPageJson): string {
  return `  ${title}: ${legible(file)} is missing (${setting}), and the built-in page is shown\n`;
}

/** Where each page of a skin can be looked at. */
export function previewText({ identity, moduleId, flavour, expires, pages }: SkinPreviewJson): string {
  const head = `${identity} as ${moduleId} would show it (${flavour}), until ${expires}:\n`;
  return head + pages.map(previewedText).join('');
}

function previewedText({ title, state, file = '', problem = '', url }: PreviewedPageJson): string {
  const why = {
    skin: legible(file),
    'built-in': 'built-in',
    missing: `built-in, since ${legible(problem)}`,
    failing: `built-in, since it cannot be made: ${legible(problem)}`,
  };
  return `  ${title}: ${why[state]}\n    ${url}\n`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, one: string): string {
  return `${String(count)} ${one}${count === 1 ? '' : 's'}`;
}
