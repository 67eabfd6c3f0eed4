import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProperties } from '#thymeleaf/messages/properties';
import { compileTemplates } from '#thymeleaf/template/compile-templates';
import { atOnce } from '../in-slices.js';
import { SkinBundles } from './skin-bundles.js';
import { skinContract } from './skin-contract.js';
import { skinPageNames, skinPages, type SkinPageName } from './skin-page-names.js';

const folder = 'skins/sample';
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
const files = new Map(
  paths.filter((path) => path.includes('.')).map((path) => [path, readFileSync(join(folder, path))]),
);
const ending = (text: string) => [...files.keys()].filter((path) => path.endsWith(text));
const text = (path: string): string => files.get(path)?.toString() ?? '';
const pages = new Map(ending('.html').map((path) => [path, text(path)]));
const compiled = compileTemplates(pages);
const pageOf = (path: string): SkinPageName | undefined =>
  skinPageNames.find((name) => `${skinPages[name].file}.html` === path);
const templates = [...compiled.templates.values()].map((template) => [template.name, template] as const);

test('the sample skin has every page under its documented name, and none has a mistake', () => {
  expect([...pages.keys()].filter((path) => pageOf(path) !== undefined)).toHaveLength(skinPageNames.length);
  expect(templates.flatMap(([, { errors }]) => errors.map(({ message, place }) => [message, place]))).toEqual([]);
});

test.each(templates)('the sample skin reads in %s only what the contract has', (path, { inspection }) => {
  const names = pageOf(path) === undefined ? skinPageNames : skinPageNames.filter((name) => pageOf(path) === name);
  const known = new Set(names.flatMap((name) => Object.keys(skinContract[name].variables)));

  expect(
    inspection.variables.map(({ path: read }) => read.split('.')[0] ?? '').filter((read) => !known.has(read)),
  ).toEqual([]);
  expect(inspection.unescaped).toEqual([]);
  expect(inspection.references.filter(({ host }) => host !== undefined)).toEqual([]);
});

test.each(templates)('the sample skin has the messages of %s in both languages', (path, { inspection }) => {
  const identity = { groupId: '', artifactId: '', version: '' };
  const bundles = atOnce(SkinBundles.steps({ identity, sha256: '', files }, pages.keys()));
  const keys = inspection.messages.map(({ path: key }) => key);

  for (const locale of ['en', 'fr'])
    expect([locale, ...keys.filter((key) => bundles.find(key, path, locale) === undefined)]).toEqual([locale]);
});

test.each(ending('.properties').filter((path) => path.endsWith('_fr.properties')))(
  '%s has every word of its twin, and no other',
  (path) => {
    const keys = (file: string) => [...parseProperties(text(file)).keys()].toSorted();

    expect(keys(path)).toEqual(keys(path.replace('_fr', '')));
  },
);
