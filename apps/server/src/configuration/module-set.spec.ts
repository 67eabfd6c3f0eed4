import { onlyModules, type ModuleSet } from './module-set.js';

test('modules that are left out bring neither definitions nor keystores along, nor what is wrong with their seed files', () => {
  const modules = {
    ...{
      outbound: [{ moduleId: 'a' }, { moduleId: 'b' }],
      inboundSmart: [],
      inboundLdap: [],
      inboundScripted: [],
      inboundLocal: [],
      inboundSaml: [],
      adminJson: [],
      adminWeb: [],
      signingKeySets: new Map(),
    },
    seeds: {
      clients: new Map(),
      users: new Map(),
      keystores: new Map([['b', []]]),
      problems: [{ moduleId: 'b' }, { moduleId: 'in' }],
      servers: new Map([
        ['a', []],
        ['b', []],
        ['in', []],
      ]),
    },
  } as unknown as ModuleSet;

  const { outbound, seeds } = onlyModules(modules, (id) => id !== 'b');

  expect(outbound.map(({ moduleId }) => moduleId)).toEqual(['a']);
  expect([...seeds.servers.keys()]).toEqual(['a', 'in']);
  expect([seeds.keystores.size, seeds.problems]).toEqual([0, [{ moduleId: 'in' }]]);
});
