import { overruledDefinitions } from './overruled-definitions.js';
import type { StoredModule } from './stores/stored-module.js';

const module = (moduleId: string, options: Readonly<Record<string, string>>): StoredModule => ({
  ...{ nodeId: 'Master', moduleId, type: 'SECURITY_OUT_SMART', version: 1, dependencies: new Map() },
  options: new Map(Object.entries(options)),
});

test.each([
  { name: 'nothing where both say the same', database: [module('a', { port: '1' })], modules: [], keys: [] },
  { name: 'nothing of a database without modules', database: [], modules: [], keys: [] },
  {
    name: 'a module that is in the database alone, and none of its keys',
    database: [module('a', { port: '1' }), module('b', { port: '2' })],
    modules: [{ moduleId: 'b', type: 'SECURITY_OUT_SMART' }],
    keys: [],
  },
  {
    name: 'keys that differ',
    database: [module('a', { port: '2', path: 'x' })],
    modules: [],
    keys: ['module.a.config.path', 'module.a.config.port'],
  },
])('What a property file overrules: $name', ({ database, modules, keys }) => {
  const file = [module('a', { port: '1' }), module('only_here', {})];

  expect(overruledDefinitions(database, file)).toEqual({ modules, keys });
});
