import { join } from 'node:path';
import fc from 'fast-check';
import { HandlebarsPages } from '../built-in/handlebars-pages.js';
import { pageDescriptors, type PageName } from '../models/page-models.js';
import { say } from '../phrases.port.js';
import { loadStaticResources } from '../static/static-resources.js';
import { stockModel } from '../models/stock-model.js';
import { languages } from './catalogue.js';
import { wordsIn } from './words.js';

const views = join(import.meta.dirname, '../../../../views/signin');

describe('words', () => {
  test.each([
    { language: 'en', words: '22 November 2026 at 09:30 UTC' },
    { language: 'es', words: '22 de noviembre de 2026, 9:30 UTC' },
    { language: 'fr', words: '22 novembre 2026 à 09:30 UTC' },
    { language: 'de', words: '22. November 2026 um 09:30 Uhr UTC' },
  ] as const)('say a moment in $language', ({ language, words }) => {
    expect(wordsIn(language).say(say('common.at', { at: new Date('2026-11-22T09:30:29Z') }))).toBe(words);
  });

  test.each([
    { language: 'en', day: '1984-05-17', words: 'born 1984-05-17' },
    { language: 'de', day: '1984-05-17', words: 'geb. 17. Mai 1984' },
    { language: 'fr', day: '1984-05', words: 'naissance\u00a0: mai 1984' },
    { language: 'es', day: '1984', words: 'nacimiento: 1984' },
    { language: 'de', day: 'unbekannt', words: 'geb. unbekannt' },
    { language: 'de', day: '1984-13-40', words: 'geb. 1984-13-40' },
  ] as const)('say the day $day in $language', ({ language, day, words }) => {
    expect(wordsIn(language).say(say('context.born', { day: { day } }))).toBe(words);
  });

  test.each([
    { language: 'en', words: 'Access lasts for 1 day, 12 hours.' },
    { language: 'es', words: 'Duración del acceso: 1 día y 12 horas.' },
    { language: 'fr', words: 'Durée de l’accès\u00a0: 1\u00a0jour et 12\u00a0heures.' },
    { language: 'de', words: 'Dauer des Zugriffs: 1 Tag, 12 Stunden.' },
  ] as const)('say a length of time in $language', ({ language, words }) => {
    expect(wordsIn(language).say(say('approve.lifetime.plain', { life: { seconds: 129_600 } }))).toBe(words);
  });

  test('refuse a phrase that there is not, also one named like a member of every object', () => {
    expect(() => wordsIn('de').say({ key: 'constructor' })).toThrow(TypeError);
    expect(() => wordsIn('de').say({ key: 'common.to-continue' })).toThrow();
  });

  test('V-79: nothing that is put into a phrase is read as a message', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('{app}', '{', "'{", '#', '{n, plural, one {#} other {#}}', '<b>x</b>', '|', '\u0000'),
    );
    fc.assert(
      fc.property(hostile, fc.constantFrom(...languages), (text, language) => {
        const [before, after] = wordsIn(language)
          .say(say('common.to-continue', { app: '\u{f0000}' }))
          .split('\u{f0000}');
        expect(wordsIn(language).say(say('common.to-continue', { app: text }))).toBe(`${before}${text}${after}`);
      }),
    );
  });
});

describe('pages', () => {
  let pages: HandlebarsPages;
  beforeAll(async () => {
    pages = await HandlebarsPages.load(views, await loadStaticResources(join(views, 'assets')));
  });

  const at = (...locales: string[]) => ({ locales, languages: { offered: languages, fallback: 'en' } }) as const;

  describe.each(languages)('in %s', (language) => {
    test.each(Object.keys(pageDescriptors) as PageName[])(
      '%s is made and says which language it is in',
      async (page) => {
        for (const size of ['full', 'least'] as const) {
          const rendered = await pages.render(page, stockModel(page, size), at(language));

          expect(rendered.language).toBe(language);
          expect(rendered.html).toContain(`<html lang="${language}" dir="ltr">`);
          expect(rendered.html).not.toMatch(/\[object|undefined|\{\{|>\s*[a-z-]+\.[a-z-]+\.[a-z-]+\s*</);
        }
      },
    );
  });

  test.each([
    { locales: ['fr-CA'], language: 'fr' },
    { locales: ['it', 'es-MX'], language: 'es' },
    { locales: ['it'], language: 'en' },
  ])('$locales is shown in $language', async ({ locales, language }) => {
    expect((await pages.render('error', stockModel('error'), at(...locales))).language).toBe(language);
  });

  test('a language that the module does not offer is not shown', async () => {
    const audience = { locales: ['fr', 'de'], languages: { offered: ['es', 'de'], fallback: 'es' } } as const;

    expect((await pages.render('error', stockModel('error'), audience)).language).toBe('de');
    expect((await pages.render('error', stockModel('error'), { ...audience, locales: ['fr'] })).language).toBe('es');
  });

  test('V-82: no value in a phrase brings markup into a page, whatever the language', async () => {
    const hostile = '<img src=x onerror=alert(1)>{app}\'"&';
    const escaped = '&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;{app}&#x27;&quot;&amp;';
    for (const language of languages) {
      const model = {
        ...stockModel('sign-in'),
        clientName: hostile,
        error: say('failure.app', { description: hostile }),
      };
      const { html } = await pages.render('sign-in', model, at(language));

      expect(html.split(escaped)).toHaveLength(3);
      expect(html).not.toContain('<img');
    }
  });
});
