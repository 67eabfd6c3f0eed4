import { findingsIn, type CheckedTemplate, type Findings } from './checked-skin.js';
import { finding } from './finding.js';

const MOST_LANGUAGES = 50;

/** Messages that bundles do not have, in all or in some of the skin's languages. */
export function checkMessages({ skin, template }: CheckedTemplate): Findings {
  const { compiled, settings } = skin;
  const languages = compiled.languages.slice(0, MOST_LANGUAGES);
  const reads = new Map(template.inspection.messages.toReversed().map((read) => [read.path, read] as const));
  return findingsIn([...reads.values()].reverse(), ({ path: key, position: place }) => {
    const at = { file: template.name, place, expression: `#{${key}}` };
    const lacks = (language: string): boolean => !compiled.hasMessage(key, template.name, language);
    const all = [settings.baseLanguage, ...languages];
    if (all.every(lacks))
      return [finding('message-missing', { ...at, problem: `prints the message ${key}, which no bundle has` })];
    const without = all.filter(lacks);
    if (without.length > 0)
      return [
        finding('message-missing', {
          ...at,
          problem: `prints the message ${key}, which is not there in ${without.join(', ')}`,
        }),
      ];
    const untranslated = languages.filter(
      (language) => !isOf(language, settings.baseLanguage) && !compiled.isTranslated(key, template.name, language),
    );
    if (untranslated.length === 0) return [];
    const problem = `prints the message ${key}, which has no words in ${untranslated.join(', ')}`;
    return [finding('message-untranslated', { ...at, problem })];
  });
}

/** Whether a bundle is of a language: `en_GB` is of `en`. */
function isOf(language: string, base: string): boolean {
  const tag = language.replaceAll('_', '-').toLowerCase();
  return tag === base.toLowerCase() || tag.startsWith(`${base.toLowerCase()}-`);
}

/** What is put in as markup though it is a text of the model. */
export function checkUnescaped({ template }: CheckedTemplate): Findings {
  const unescaped = template.inspection.unescaped.filter(({ reads }) => reads.length > 0);
  return findingsIn(unescaped, ({ source, position: place, attribute, reads }) => {
    const how = attribute === '' ? '[(…)]' : attribute;
    const problem = `puts ${reads.map(({ path }) => path).join(', ')} in by ${how}, where it stays escaped`;
    return [finding('unescaped-data', { file: template.name, place, expression: source, problem })];
  });
}
