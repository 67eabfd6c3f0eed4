import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { languages } from './catalogue.js';
import { german } from './de/catalogue.js';
import { english } from './en/catalogue.js';
import { spanish } from './es/catalogue.js';
import { french } from './fr/catalogue.js';

const catalogues = { en: english, es: spanish, fr: french, de: german } as const;
const others = languages.filter((language) => language !== 'en');
const keys = Object.keys(english) as (keyof typeof english)[];

/** Words that are the same in another language, and phrases without words. */
const SAME = new Set<string>([
  ...['common.sentences', 'common.at', 'common.code', 'account.name', 'context.name', 'error.parameter', 'error.app'],
  ...['scope.clinical.title', 'device.title', 'account.passkeys', 'leave.error', 'error.status', 'terms.version'],
  ...['noun.patient', 'resource.DocumentReference', 'approve.scopes', 'approve.mark.care', 'apps.gone'],
]);

describe.each(others)('the catalogue in %s', (language) => {
  const catalogue: Readonly<Record<string, string>> = catalogues[language];

  test('has every phrase, and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
  });

  test('has the same places in every phrase as in English', () => {
    for (const key of keys) expect([key, argumentsOf(catalogue[key]!)]).toEqual([key, argumentsOf(english[key])]);
  });

  test('repeats nothing in English', () => {
    const repeated = keys.filter((key) => catalogue[key] === english[key] && /[a-z]{2}/.test(words(english[key])));

    expect(repeated.filter((key) => !SAME.has(key))).toEqual([]);
  });

  test('has a text in every phrase, with no markup and no blank at its ends', () => {
    for (const key of keys) {
      expect(catalogue[key]).not.toMatch(/[<>&]|^\s|\s$|^$/);
      // A straight quote is a sign of the language of messages.
      expect(catalogue[key]).not.toContain("'");
    }
  });
});

test('every phrase is said somewhere', async () => {
  const root = join(import.meta.dirname, '../../../..');
  const texts = await Promise.all((await sources(root)).map((file) => readFile(file, 'utf8')));
  const all = texts.join('\n');
  const families = [...all.matchAll(/`([a-z][a-z.-]*[.-])\$\{/g)].map(([, start = '']) => start);
  const isSaid = (key: string) =>
    all.includes(`'${key}'`) || all.includes(`"${key}"`) || families.some((start) => key.startsWith(start));

  expect(keys.filter((key) => !isSaid(key))).toEqual([]);
});

/** Everything that may say a phrase: not the catalogues themselves, and no tests. */
async function sources(root: string): Promise<readonly string[]> {
  const folders = ['libs/skin/src', 'libs/outbound-smart/src', 'libs/protocol/src', 'views/signin'];
  const found = folders.map(async (folder) => {
    const files = await readdir(join(root, folder), { recursive: true });
    return files
      .filter((file) => /\.(?:ts|hbs)$/.test(file) && !/\.spec\.ts$|^phrases\/(?:en|es|fr|de)\//.test(file))
      .map((file) => join(root, folder, file));
  });
  return (await Promise.all(found)).flat();
}

/** What is put in, and for choices by number or name among what. */
function argumentsOf(message: string): readonly string[] {
  return [...new Set(parse(message, { ignoreTag: true }).flatMap(namesIn))].sort();
}

function namesIn(element: MessageFormatElement): readonly string[] {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return [];
    case TYPE.plural:
    case TYPE.select: {
      const branches = Object.values(element.options).flatMap(({ value }) => value.flatMap(namesIn));
      return [element.value, ...branches];
    }
    default:
      return 'value' in element ? [element.value] : [];
  }
}

function words(message: string): string {
  return message.replaceAll(/\{\w+\}/g, '');
}
