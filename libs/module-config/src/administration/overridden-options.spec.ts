import type { NewModule } from '../stores/module-definition.store.js';
import { overriddenWarnings } from './overridden-options.js';

const module: NewModule = {
  ...{ nodeId: 'Master', moduleId: 'smart_auth', type: 'SECURITY_OUT_SMART' },
  options: new Map([
    ['port', '9200'],
    ['security_out_smart.issuer.url', 'https://a.example'],
    ['acr.password', 'canary'],
  ]),
  dependencies: new Map([['SECURITY_IN_UP', 'local_security']]),
};

test.each([
  { name: 'none', overrides: {}, named: [] },
  { name: 'an option', overrides: { 'module.smart_auth.config.port': '1' }, named: ['port'] },
  { name: 'the same value', overrides: { 'module.smart_auth.config.port': ' 9200' }, named: [] },
  { name: 'an option of another module', overrides: { 'module.smart_auth2.config.port': '1' }, named: [] },
  { name: 'one that is not written', overrides: { 'module.smart_auth.config.tenant': '1' }, named: [] },
  {
    name: 'another spelling',
    overrides: { 'module.smart_auth.config.issuer.url': 'https://b.example' },
    named: ['security_out_smart.issuer.url'],
  },
  { name: 'a dependency', overrides: { 'module.smart_auth.requires.SECURITY_IN_UP': 'x' }, named: ['SECURITY_IN_UP'] },
])('ruling 55: $name', ({ overrides, named }) => {
  const [warning = ''] = overriddenWarnings(module, new Map(Object.entries(overrides)));

  expect([...warning.matchAll(/([\w.]+) \(GATEHOUSE__/g)].map(([, name]) => name)).toEqual(named);
});

test('V-102: values of neither side are told, and variables by their names', () => {
  const said = overriddenWarnings(module, new Map([['module.smart_auth.config.acr.password', 'canary-2']]));

  expect(said).toEqual([
    'overridden by the environment: acr.password (GATEHOUSE__module__smart_auth__config__acr__password); what is saved counts when the variable is gone.',
  ]);
});
