import { ARCHIVE_LIMITS } from '#skin/package/archive/archive-limits';
import { inspectedSkin, type InspectedSkin } from '#skin/catalog/inspected-skin';
import type { CompiledSkin } from '#skin/skin-pages/compiled-skin';
import { pageFile } from '#skin/skin-pages/page-file';
import { skinPageNames } from '#skin/skin-pages/skin-page-names';
import { renderedInSkin } from '#skin/skin-pages/skinned-pages';
import { stockPage } from '#skin/skin-pages/stock-pages';
import { SkinProperties } from '#skin/skin-properties.port';
import { TemplateError } from '#thymeleaf/template-error';
import type { HostileArchive } from './hostile-archives.js';

/** What came of a hostile skin. */
export interface JudgedSkin {
  /** `refused`, `mistakes` or `taken`, and of what kind it was. */
  readonly outcome: string;
  /** Milliseconds of processor time that it took from the first byte to the last page. */
  readonly millis: number;
  /** What must not be; empty if everything is as it should. */
  readonly faults: readonly string[];
}

const settings = new SkinProperties();
/** Milliseconds: the look at a skin renders each of its pages with five models, and some of them twice. */
const LONGEST = 3_000;

/** Reads a hostile skin, looks at it and shows every page of it, all as the server does. @param secrets what must be in nothing that comes of it */
export async function judgedSkin(
  { kind, jar, isRefused }: HostileArchive,
  secrets: readonly string[],
): Promise<JudgedSkin> {
  const begin = process.cpuUsage();
  const faults: string[] = [];
  const outputs: string[] = [];
  let outcome = 'thrown';
  try {
    const inspected = await inspectedSkin(jar, ARCHIVE_LIMITS);
    outputs.push(JSON.stringify(inspected.findings));
    outcome = outcomeOf(inspected);
    if (inspected.kind === 'read') outputs.push(...shownPages(inspected.compiled, faults));
    if (isRefused && inspected.kind === 'read') faults.push('was taken');
  } catch (error) {
    faults.push(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  const { user, system } = process.cpuUsage(begin);
  const millis = (user + system) / 1_000;
  if (millis > LONGEST) faults.push(`took ${millis.toFixed(0)} ms`);
  faults.push(
    ...secrets.filter((secret) => outputs.some((one) => one.includes(secret))).map((secret) => `told ${secret}`),
  );
  faults.push(...pollution());
  return { outcome: `${kind}: ${outcome}`, millis, faults };
}

function outcomeOf(inspected: InspectedSkin): string {
  if (inspected.kind === 'refused') return 'refused';
  return inspected.findings.some(({ severity }) => severity === 'error') ? 'mistakes' : 'taken';
}

function shownPages(worn: CompiledSkin, faults: string[]): readonly string[] {
  return skinPageNames.flatMap((name) => {
    const found = pageFile(name, settings, (path) => worn.hasTemplate(path));
    if (found.kind !== 'skin') return [];
    const { model, audience } = stockPage(name, 'hostile');
    try {
      return [renderedInSkin({ name, file: found.file, worn, settings }, model, audience, new Date(0)).html];
    } catch (error) {
      if (error instanceof TemplateError) return [error.message, JSON.stringify(error.place)];
      faults.push(`${found.file} threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return [];
    }
  });
}

/** What every object has that none should. */
function pollution(): readonly string[] {
  const shared = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype];
  return shared.flatMap((one) => Object.keys(one).map((key) => `every object has ${key}`));
}
