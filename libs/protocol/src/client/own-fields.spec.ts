import { readClientJson } from './client-json.js';
import type { OwnField } from './own-field.js';
import { noOwnFields, ownFieldEntries } from './own-fields.js';

const defaults = { nodeId: 'Master', moduleId: 'smart_auth' };

/** A value that a field of this kind never has. */
const wrong: Readonly<Record<OwnField['kind'], unknown>> = {
  flag: 'true',
  text: ['x'],
  choice: 'no such choice',
  choices: ['no such choice'],
  seconds: '60',
  'web-address': 7,
  'web-addresses': 'https://app.example/launch',
  texts: 'one',
  'texts-by-name': ['one'],
  'redirect-uris': 'https://app.example',
  origins: [1],
};

describe('ruling 56: fields of our own', () => {
  test.each(ownFieldEntries)('%s is refused with a value of another kind', (name, { kind }) => {
    const { problems } = readClientJson({ clientId: 'a', [name]: wrong[kind] }, defaults);

    expect(problems.map(({ field }) => field)).toEqual([name]);
  });

  test('not set, they are what a definition has that is older than they are', () => {
    const { client } = readClientJson({ clientId: 'a' }, defaults);

    expect(client).toMatchObject(noOwnFields);
    for (const [name] of ownFieldEntries) expect(Object.hasOwn(client, name)).toBe(Object.hasOwn(noOwnFields, name));
  });
});
