import type { SuiteTest } from './suite.js';

/** What the engine does otherwise than Thymeleaf on purpose. */
interface Refusal {
  readonly reason: string;
  /** How that shows: an error of the engine, or another result. */
  readonly shows: 'error' | 'difference';
  readonly concerns: (test: SuiteTest) => boolean;
}

const inTemplate =
  (pattern: RegExp) =>
  ({ test }: SuiteTest): boolean =>
    [...test.templates.values()].some((template) => pattern.test(template));

const inOtherMode = ({ test }: SuiteTest): boolean => [...test.modes.values()].some((mode) => mode !== 'HTML');

const named =
  (end: string) =>
  ({ name }: SuiteTest): boolean =>
    name.endsWith(end);

const setUpInJava = /\/springintegration\/(form\/form(04|13|19)|hiddenmarkers\/|requestdata\/urlswith\/)/;

/** A test is refused only where it fails in the way that is told here: one that passes all the same counts as passed. */
const refusals: readonly Refusal[] = [
  {
    reason: 'access to Java classes, through `class` or `getClass()`: data of a page has no class',
    ...{ shows: 'error', concerns: inTemplate(/\.class\b|\.getClass\(\)/) },
  },
  {
    reason:
      'access to Java classes by T(…), `new` and `@Class@member`: an expression reads data and runs no code of others',
    ...{ shows: 'error', concerns: inTemplate(/\bT\(|\bnew\s+[a-z.]+[A-Z]|@[\w.]+@/) },
  },
  {
    reason: 'objects of Spring MVC (`#mvc`, `#requestdatavalues`): there is no Spring behind a page',
    ...{ shows: 'error', concerns: inTemplate(/#mvc\b|#requestdatavalues\b/) },
  },
  {
    reason: 'fragments in TEXT, JAVASCRIPT, CSS or RAW mode: all templates of a skin are HTML',
    ...{ shows: 'difference', concerns: inOtherMode },
  },
  {
    reason: 'beans of Spring (`@bean`): there is no Spring behind a page',
    ...{ shows: 'error', concerns: inTemplate(/\$\{@\w+/) },
  },
  {
    reason:
      '`concatReplaceNulls` that loses nulls (without Spring): it replaces them, as it says and as it does with Spring',
    ...{ shows: 'difference', concerns: ({ name }) => /-core\/.*\/strings02\.thtest$/.test(name) },
  },
  {
    reason:
      'dates in fields by a converter, markers before boxes, addresses and values by a processor, all set up in Java by the test',
    ...{ shows: 'difference', concerns: ({ name }) => setUpInJava.test(name) },
  },
  {
    reason: 'texts in scripts where < and > stay as they are (the Spring module’s way): both are escaped',
    ...{ shows: 'difference', concerns: named('escaping/attrprocessors/inline/inline05.thtest') },
  },
];

/** Why a test that fails in this way is none that is to pass; undefined where it is. */
export function reasonOfRefusal(test: SuiteTest, shows: Refusal['shows']): string | undefined {
  return refusals.find((refusal) => refusal.shows === shows && refusal.concerns(test))?.reason;
}
