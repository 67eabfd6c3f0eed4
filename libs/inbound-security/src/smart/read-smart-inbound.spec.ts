import { readSmartInbound } from './read-smart-inbound.js';

const OUTBOUND = new Set(['smart_auth', 'ward']);
const TRUST = 'trust_intra_cluster_tokens.modules';
const read = (config: Readonly<Record<string, string>>, outbound: ReadonlySet<string> = OUTBOUND) =>
  readSmartInbound({ nodeId: 'Master', moduleId: 'in', config: new Map(Object.entries(config)) }, outbound);

test.each([
  { name: 'a module that is not there', value: 'Master/smart_auth, Master/gone', says: /: Master\/gone$/ },
  { name: 'a module of another node', value: 'North/smart_auth', says: /: North\/smart_auth$/ },
  { name: 'a member of every object', value: 'Master/__proto__', says: /: Master\/__proto__$/ },
  { name: 'a module without its node', value: 'smart_auth', says: /not node_id\/module_id$/ },
  { name: 'a path', value: 'Master/../smart_auth', says: /not node_id\/module_id$/ },
  { name: 'a third part', value: 'Master/smart_auth/x', says: /not node_id\/module_id$/ },
])('refuses to trust $name', ({ value, says }) => {
  const { problems } = read({ [TRUST]: value });

  expect(problems).toMatchObject([
    { key: `module.in.config.${TRUST}`, problem: expect.stringMatching(says) as string },
  ]);
});

test('says which modules can be named', () => {
  expect(read({ [TRUST]: 'Master/x' }).problems[0]?.remedy).toContain('here: Master/smart_auth, Master/ward');
  expect(read({ [TRUST]: 'Master/x' }, new Set()).problems[0]?.remedy).toContain('none is configured');
});

test('ruling 53: refuses a script that nothing here runs', () => {
  expect(read({ 'auth_script.text': 'function f() {}' }).problems.map(({ key }) => key)).toEqual([
    'module.in.config.auth_script.text',
  ]);
});

test.each(['Master/smart_auth,Master/ward', 'Master/smart_auth Master/ward\nMaster/ward'])('trusts %j', (value) => {
  const { instance, problems } = read({ [TRUST]: value, 'seed_servers.file': 'classpath:servers.json' });

  expect(problems).toEqual([]);
  expect(instance).toMatchObject({ nodeId: 'Master', moduleId: 'in', trustedModuleIds: ['smart_auth', 'ward'] });
  expect(instance.options.seedServersFile).toBe('classpath:servers.json');
});

test('trusts nobody unless told to, and ruling 15: by either spelling', () => {
  expect(read({}).instance.trustedModuleIds).toEqual([]);
  expect(read({ [`security_in_smart.${TRUST}`]: 'Master/ward' }).instance.trustedModuleIds).toEqual(['ward']);
});
