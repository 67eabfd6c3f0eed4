import { TemplateError } from '#thymeleaf/template-error';
import type { Steps } from '../in-slices.js';
import type { SkinFinding } from '../package/skin-finding.js';
import { findingOf } from '../skin-pages/template-finding.js';
import { secondTry } from '../skin-pages/second-try.js';
import { skinPages, type SkinPageName } from '../skin-pages/skin-page-names.js';
import { renderedInSkin } from '../skin-pages/skinned-pages.js';
import { stockFlavours, stockPage, type StockFlavour } from '../skin-pages/stock-pages.js';
import { checkMadePage } from './check-made-page.js';
import type { CheckedSkin } from './checked-skin.js';
import { finding } from './finding.js';
import { neededFields } from './page-fields.js';

/** What came of making one page with every stock model. */
export interface TriedPage {
  readonly fails: readonly StockFlavour[];
  readonly findings: readonly SkinFinding[];
}

/** A page of the skin. */
interface PageOfSkin {
  readonly name: SkinPageName;
  readonly file: string;
}

/** The date of all stock pages: two looks at a skin find the same. */
const DATE = new Date('2026-01-15T12:00:00Z');

/** Makes a page with every stock model, and looks at what comes of it. One page with one model is a step, or two. */
export function* triedPage(page: PageOfSkin, skin: CheckedSkin, isLate: () => boolean): Steps<TriedPage> {
  const failures = new Map<string, { error: TemplateError; flavours: StockFlavour[] }>();
  const fields = new Set<string>();
  const found: SkinFinding[] = [];
  let made = 0;
  for (const flavour of stockFlavours) {
    if (isLate()) break;
    const outcome = yield* madePage(page, skin, flavour);
    if (typeof outcome === 'string') {
      const facts = checkMadePage(page.file, outcome, flavour);
      found.push(...facts.findings);
      for (const name of facts.fields) fields.add(name);
      made += 1;
    } else {
      const key = JSON.stringify([outcome.message, outcome.place]);
      const known = failures.get(key) ?? { error: outcome, flavours: [] };
      failures.set(key, { ...known, flavours: [...known.flavours, flavour] });
      // A page that takes too long with one model takes as long with the next.
      if (outcome.fault === 'limit') break;
    }
    yield;
  }
  const failed = [...failures.values()];
  const missing = made > 0 ? missingFields(page, fields) : [];
  return {
    fails: failed.flatMap(({ flavours }) => flavours),
    findings: [...failed.map(({ error, flavours }) => failureOf(error, flavours, page)), ...unique(found), ...missing],
  };
}

function* madePage(
  { name, file }: PageOfSkin,
  { compiled: worn, settings }: CheckedSkin,
  flavour: StockFlavour,
): Steps<string | TemplateError> {
  const { model, audience } = stockPage(name, flavour);
  try {
    return yield* secondTry(() => renderedInSkin({ name, file, worn, settings }, model, audience, DATE).html);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error;
  }
}

function failureOf(error: TemplateError, flavours: readonly StockFlavour[], { name, file }: PageOfSkin): SkinFinding {
  const { place, file: where = file, expression, problem } = findingOf(error, file);
  const models = flavours.join(', ');
  return finding('page-fails', {
    ...{ file: where, problem: `keeps the ${skinPages[name].title} page from being made (${models}): ${problem}` },
    ...(place && { place }),
    ...(expression !== undefined && { expression }),
  });
}

function missingFields({ name, file }: PageOfSkin, fields: ReadonlySet<string>): readonly SkinFinding[] {
  return (neededFields[name] ?? [])
    .filter(({ names }) => !names.some((one) => fields.has(one)))
    .map(({ what, names }) => {
      const problem = `has no form by POST with a field for the ${what}`;
      return finding('form-field-missing', { file, problem, remedy: `Add a field called ${names.join(', ')}` });
    });
}

function unique(findings: readonly SkinFinding[]): readonly SkinFinding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one] as const)).values()];
}
