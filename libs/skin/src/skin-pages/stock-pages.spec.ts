import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SkinProperties } from '../skin-properties.port.js';
import { compileSkin } from './compiled-skin.js';
import { htmlTags } from './html/html-tags.js';
import { pageFile } from './page-file.js';
import { skinPageNames } from './skin-page-names.js';
import { renderedInSkin } from './skinned-pages.js';
import { stockFlavours, stockPage } from './stock-pages.js';

const folder = 'skins/sample';
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
const worn = compileSkin({
  identity: { groupId: 'com.example', artifactId: 'sample', version: '1.0' },
  sha256: 'a'.repeat(64),
  files: new Map(paths.map((path) => [path, readFileSync(join(folder, path))])),
});
const settings = new SkinProperties();

test('the sample skin has no mistakes', () => {
  expect(worn.findings).toEqual([]);
});

const cases = skinPageNames.flatMap((name) => stockFlavours.map((flavour) => ({ name, flavour })));

test.each(cases)('V-79, V-80, V-83: $name of the sample skin, $flavour', ({ name, flavour }) => {
  const file = pageFile(name, settings, (path) => worn.hasTemplate(path));
  if (file.kind !== 'skin') throw new Error(`The sample skin has no ${name}.`);
  const { model, audience } = stockPage(name, flavour);

  const { html } = renderedInSkin({ name, file: file.file, worn, settings }, model, audience, new Date(0));

  const tags = htmlTags(html);
  const attributes = tags.flatMap((tag) => tag.attributes);
  expect(attributes.map((one) => one.name)).not.toContain('onerror');
  expect(attributes.map((one) => one.name)).not.toContain('onfocus');
  expect(html).not.toMatch(/>49<|alert\(1\)<\/script>/);
  expect(html).not.toContain('undefined');
});
