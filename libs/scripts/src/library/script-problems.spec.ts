import type { DefinedModule } from '#module-config/stored-by-definition.port';
import type { Sandbox } from '../sandbox/sandbox.js';
import type { ScriptSources } from '../sources/script-sources.js';
import { ScriptProblems } from './script-problems.js';

const use = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const failing = (reason: 'busy' | 'memory-limit'): ScriptProblems => {
  const sandbox: Sandbox = { run: () => Promise.resolve({ kind: 'failed', reason, detail: 'not now', use }) };
  const sources = { find: () => Promise.resolve({ text: 'var a = 1;' }) } as unknown as ScriptSources;
  return new ScriptProblems(sources, sandbox, { nodeId: 'Master', isEcmaScript: () => Promise.resolve(false) });
};
const module: DefinedModule = {
  ...{ moduleId: 'in', type: 'SECURITY_IN_LOCAL' },
  config: new Map([['callback_script.text', 'var a = 1;']]),
};
const text = { moduleId: 'in', field: 'federationAuthScriptText', text: 'var a = 1;' };

test('R-18: who saves learns whether there was no place for a script, or too much in it', async () => {
  const [busy, large] = [failing('busy'), failing('memory-limit')];

  for (const found of [await busy.ofModule(module), await busy.ofText(text)])
    expect(found).toMatchObject([{ isUnsure: true, isBusy: true }]);
  for (const found of [await large.ofModule(module), await large.ofText(text)]) {
    expect(found).toMatchObject([{ isUnsure: true }]);
    expect(found[0]).not.toHaveProperty('isBusy');
  }
});
