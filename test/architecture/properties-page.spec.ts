import { readFileSync } from 'node:fs';
import { acceptedGroups, cataloguedTypes } from '#module-config/catalogue/accepted-groups';
import { modulePropertiesOf } from '../../apps/server/src/configuration/module-properties.js';
import { propertiesPage } from '../../tools/properties/page.js';

const page = readFileSync('docs/properties.md', 'utf8');

describe('docs/properties.md', () => {
  test('ruling 55: is what the catalogue says; `npm run docs` writes it', () => {
    expect(page).toBe(propertiesPage());
  });

  test.each(cataloguedTypes)('ruling 55: has every property of %s', (type) => {
    const [, section = ''] = page.split(`\n## ${type}\n`);
    const [own = ''] = section.split('\n## ');
    const accepted = acceptedGroups(type).flatMap(({ keys }) => Object.keys(keys));
    const known = [...modulePropertiesOf(type).properties.map(({ key }) => key), ...accepted];

    expect(known.filter((key) => !own.includes(`\`${key}\``))).toEqual([]);
  });
});

test.each(cataloguedTypes)('ruling 55: nothing of %s is both supported and said to have no effect', (type) => {
  const declared = new Set(modulePropertiesOf(type).properties.map(({ key }) => key));
  const accepted = acceptedGroups(type).flatMap(({ keys }) => Object.keys(keys));
  const scripts = /script\.(?:file|text)$/; // declared for the engine to come, refused until then

  expect(accepted.filter((key) => declared.has(key) && !scripts.test(key))).toEqual([]);
});
