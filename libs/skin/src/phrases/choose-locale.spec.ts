import fc from 'fast-check';
import { chooseLocale } from './choose-locale.js';

const four = ['en', 'es', 'fr', 'de'];

test.each<{ wanted: string[]; offered?: string[]; chosen: string }>([
  { wanted: [], chosen: 'en' },
  { wanted: ['fr'], chosen: 'fr' },
  { wanted: ['FR-ca'], chosen: 'fr' },
  { wanted: ['de-Latn-CH-1996'], chosen: 'de' },
  { wanted: ['es-419', 'fr'], chosen: 'es' },
  { wanted: ['it', 'pt-BR', 'de-AT', 'fr'], chosen: 'de' },
  { wanted: ['it'], chosen: 'en' },
  { wanted: ['*', 'fr'], chosen: 'fr' },
  { wanted: ['', '-', 'x', 'i-klingon', 'französisch', '../de', 'de;q=1', 'a'.repeat(40), 'fr'], chosen: 'fr' },
  { wanted: [...Array.from({ length: 20 }, () => 'it'), 'fr'], chosen: 'en' },
  { wanted: ['fr-CA'], offered: ['fr', 'fr-CA'], chosen: 'fr-CA' },
  { wanted: ['fr'], offered: ['fr-CA', 'fr'], chosen: 'fr' },
  { wanted: ['fr-BE'], offered: ['fr-CA', 'fr-FR', 'fr'], chosen: 'fr' },
  { wanted: ['pt'], offered: ['pt-BR', 'pt-PT'], chosen: 'pt-BR' },
  { wanted: ['pt-PT'], offered: ['pt_BR', 'pt_PT'], chosen: 'pt_PT' },
  { wanted: ['zh-TW'], offered: ['zh', 'zh-CN'], chosen: 'en' },
  { wanted: ['zh-HK'], offered: ['zh-CN', 'zh-Hant'], chosen: 'zh-Hant' },
  { wanted: ['sr-Latn'], offered: ['sr'], chosen: 'en' },
  { wanted: ['he-IL'], offered: ['iw'], chosen: 'iw' },
  { wanted: ['no'], offered: ['nb-NO'], chosen: 'nb-NO' },
  { wanted: ['fr'], offered: ['messages', 'not a tag', 'fr'], chosen: 'fr' },
  { wanted: ['fr'], offered: [], chosen: 'en' },
])('$wanted of $offered is $chosen', ({ wanted, offered = four, chosen }) => {
  expect(chooseLocale(wanted, offered, 'en')).toBe(chosen);
});

test('whatever is wanted, only what is offered is chosen', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('fr', 'de-AT', '*'))), (wanted) => {
      expect(four).toContain(chooseLocale(wanted, four, 'en'));
    }),
  );
});
