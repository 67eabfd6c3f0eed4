import type { ModuleSkins } from '#skin/module-skins.port';
import type { SkinHealth } from '#skin/skin-health.port';
import type { SkinPreparation } from '#skin/skin-preparation.port';
import type { Finding } from './finding.js';

/** JARs of the folder of skins that a start of the server would not store, or that have errors. */
export async function skinFolderFindings(skins: Pick<SkinPreparation, 'folderFindings'>): Promise<readonly Finding[]> {
  const findings = await skins.folderFindings();
  return findings.map(({ fileName, ...finding }) => ({ about: `skin ${fileName} in the folder of skins`, ...finding }));
}

/** Modules that cannot wear what they should. What is not stored and lies in the folder is worn with the next start. */
export async function wornSkinFindings(
  health: Pick<SkinHealth, 'examine'>,
  skins: Pick<SkinPreparation, 'inFolder'>,
): Promise<readonly Finding[]> {
  const problems = await health.examine();
  const missing = problems.flatMap(({ missing: webjarId }) => (webjarId === undefined ? [] : [webjarId]));
  const expected = missing.length === 0 ? new Set<string>() : await skins.inFolder(missing);
  return problems
    .filter((each) => each.missing === undefined || !expected.has(each.missing))
    .map(({ moduleId, problem, remedy }) => ({
      severity: 'error',
      about: `skin of module ${moduleId}`,
      problem,
      remedy,
    }));
}

/** Modules whose skin showed mistakes lately. */
export async function shownMistakes(skins: Pick<ModuleSkins, 'modules'>): Promise<readonly Finding[]> {
  const modules = await skins.modules();
  return modules.flatMap(({ json: { moduleId, recentMistakes = 0 } }) => {
    if (recentMistakes === 0) return [];
    const places = recentMistakes === 1 ? 'one place' : `${String(recentMistakes)} places`;
    const problem = `could not be shown as it is in ${places} in the last 24 hours`;
    const remedy = `See gatehouse skin diagnostics ${moduleId}, and mend the skin`;
    return [{ severity: 'warning', about: `skin of module ${moduleId}`, problem, remedy }];
  });
}
