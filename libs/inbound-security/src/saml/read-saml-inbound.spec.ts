import { readSamlInbound } from './read-saml-inbound.js';

const RIGHT = {
  'relying_party.default.issuer_id': 'https://idp.example/metadata',
  'relying_party.default.web_sso_url': 'https://idp.example/sso?tenant=1',
};
const read = (config: Readonly<Record<string, string>>, mode: 'evaluation' | 'production' = 'production') =>
  readSamlInbound({ nodeId: 'Master', moduleId: 'saml', config: new Map(Object.entries(config)) }, mode);

test('reads what is written, and has defaults for the rest', () => {
  const { instance, problems } = read(RIGHT);

  expect(problems).toEqual([]);
  expect(instance).toMatchObject({ nodeId: 'Master', moduleId: 'saml' });
  expect(instance.options).toMatchObject({ registrationId: 'SMILECDR', signsRequests: true, skewSeconds: 60 });
});

test('reports every mistake at once', () => {
  expect(read({}).problems.map(({ key }) => key)).toEqual([
    'module.saml.config.relying_party.default.issuer_id',
    'module.saml.config.relying_party.default.web_sso_url',
  ]);
});

test.each([
  { name: 'another place in the entity id', key: 'relying_party.default.entity_id_template', value: '{host}/saml' },
  { name: 'an entity id with spaces', key: 'relying_party.default.entity_id_template', value: 'our server' },
  { name: 'a registration id that is a path', key: 'relying_party.default.registration_id', value: '../x' },
  { name: 'an address of another scheme', key: 'relying_party.default.web_sso_url', value: 'javascript:alert(1)' },
  { name: 'an address in clear', key: 'relying_party.default.web_sso_url', value: 'http://idp.example/sso' },
  { name: 'clocks that differ by an hour', key: 'relying_party.default.clock_skew_seconds', value: '3600' },
  { name: 'a permission that is none', key: 'global_permissions', value: 'FHIR_EVERYTHING' },
  { name: 'a permission without its argument', key: 'global_permissions', value: 'FHIR_READ_ALL_OF_TYPE' },
  { name: 'V-84: control characters', key: 'relying_party.default.issuer_id', value: 'https://a\r\nX: y' },
  { name: 'ruling 53: a script that nothing runs', key: 'call_back_script.text', value: 'function f() {}' },
])('refuses $name', ({ key, value }) => {
  expect(read({ ...RIGHT, [key]: value }).problems.map((problem) => problem.key)).toEqual([
    `module.saml.config.${key}`,
  ]);
});

test('an address in clear is possible in evaluation mode', () => {
  expect(
    read({ ...RIGHT, 'relying_party.default.web_sso_url': 'http://localhost:8080/sso' }, 'evaluation').problems,
  ).toEqual([]);
});

test('refuses a keystore by file and by text', () => {
  const both = { 'relying_party.default.keystore.file': 'classpath:a', 'relying_party.default.keystore.text': 'x' };

  expect(read({ ...RIGHT, ...both }).problems).toHaveLength(1);
});

test('tells of power over the server for everybody who signs in there', () => {
  const { warnings } = read({ ...RIGHT, global_permissions: 'ROLE_FHIR_CLIENT,ROLE_SUPERUSER' });

  expect(warnings).toMatchObject([{ key: 'module.saml.config.global_permissions' }]);
  expect(warnings[0]?.problem).toMatch(/ROLE_SUPERUSER$/);
  expect(read({ ...RIGHT, global_permissions: 'ROLE_FHIR_CLIENT' }).warnings).toEqual([]);
});
