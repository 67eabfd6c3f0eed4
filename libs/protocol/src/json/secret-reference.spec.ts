import { isSecretReference, referencedVariable, secretReference, type SecretPlace } from './secret-reference.js';

const client = (id: string, moduleId = 'smart_auth', number?: number): SecretPlace => ({
  kind: 'client',
  moduleId,
  id,
  ...(number !== undefined && { number }),
});

describe('secretReference', () => {
  test.each([
    { place: client('my-app'), name: 'GATEHOUSE_CLIENT__SMART_AUTH__MY_APP' },
    { place: client('my-app', 'smart_auth', 2), name: 'GATEHOUSE_CLIENT__SMART_AUTH__MY_APP__2' },
    { place: { kind: 'keystore', id: 'default' } as const, name: 'GATEHOUSE_KEYSTORE__DEFAULT' },
  ])('names $name', ({ place, name }) => {
    expect(secretReference(place)).toBe(`#{env['${name}']}`);
  });

  test('no two secrets have one name, however alike their ids are written', () => {
    const ids = ['my-app', 'my_app', 'My-App', 'my--app', 'my app', "my'app", '-my-app', 'é', '', 'x'.repeat(200)];
    const places = [
      ...ids.map((id) => client(id)),
      ...[client('b-c', 'a'), client('c', 'a_b'), client('c', 'a-b')],
      client('app', 'a', 2),
      client('app--2', 'a'),
    ];

    const references = places.map(secretReference);

    expect(new Set(references).size).toBe(places.length);
    expect(references.every(isSecretReference)).toBe(true);
  });
});

describe('referencedVariable', () => {
  test.each([
    'plain',
    "#{env['A B']}",
    "x#{env['A']}",
    "#{env['A']} ",
    "#{env['A']}#{env['B']}",
    "#{systemProperties['A']}",
  ])('finds none in %s', (text) => {
    expect(referencedVariable(text)).toBeUndefined();
  });

  test.each(["#{env['A_1']}", '#{ env["A_1"] }'])('finds that of %s', (text) => {
    expect(referencedVariable(text)).toBe('A_1');
  });
});
