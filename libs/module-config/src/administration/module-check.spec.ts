import { ScriptsBusyError, type ScriptProblem } from '../script-check.port.js';
import type { NewModule } from '../stores/module-definition.store.js';
import { findingsOfOne, type ChangeParts } from './module-check.js';

const module = { nodeId: 'Master', moduleId: 'in', type: 'SECURITY_IN_LOCAL', options: [] } as unknown as NewModule;
const fault = { field: 'callback_script.text', problem: 'is no script', remedy: 'Correct the script' };

function parts(problem: ScriptProblem): ChangeParts {
  const definition = {
    nodeId: 'Master',
    moduleId: 'in',
    type: 'SECURITY_IN_LOCAL',
    config: new Map(),
    requires: new Map(),
  };
  return {
    source: { definitionsOf: () => ({ modules: [definition], problems: [] }) },
    types: {
      check: () => Promise.resolve({ problems: [], warnings: [] }),
      propertiesOf: () => ({ type: 'SECURITY_IN_LOCAL', properties: [] }),
    },
    stored: { lostUnder: () => Promise.resolve([]) },
    scripts: { ofModule: () => Promise.resolve([problem]), warningsOf: () => Promise.resolve([]) },
  } as unknown as ChangeParts;
}

test('a script that cannot be loaded is told', async () => {
  await expect(findingsOfOne(parts(fault), [], { module })).resolves.toMatchObject({ problems: [fault] });
});

test('R-18: where nobody can look at it now, nothing is said against it, and nothing is saved', async () => {
  const busy = findingsOfOne(parts({ ...fault, isUnsure: true, isBusy: true }), [], { module });

  await expect(busy).rejects.toBeInstanceOf(ScriptsBusyError);
});
