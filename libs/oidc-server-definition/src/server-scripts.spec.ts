import { ScriptsBusyError, type ScriptCheck, type ScriptProblem } from '#module-config/script-check.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { SettingsChange } from './reserved-changes.js';
import { ServerScripts } from './server-scripts.js';

const change = { before: {}, after: { moduleId: 'm', federationAuthScriptText: 'a(' } } as unknown as SettingsChange;
const system = { actor: 'system' } as unknown as ChangeAuthor;
const fault = { field: 'federationAuthScriptText', problem: 'is no script', remedy: 'Correct the script' };

const finding = (problem: ScriptProblem): ServerScripts =>
  new ServerScripts({ ofText: () => Promise.resolve([problem]) } as Partial<ScriptCheck> as ScriptCheck);

test('a script that cannot be loaded is told', async () => {
  await expect(finding(fault).problems(change, system)).resolves.toEqual([fault]);
});

test('R-18: where nobody can look at it now, nothing is said against it, and nothing is saved', async () => {
  const busy = finding({ ...fault, isUnsure: true, isBusy: true }).problems(change, system);

  await expect(busy).rejects.toBeInstanceOf(ScriptsBusyError);
});
