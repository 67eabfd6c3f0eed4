import { compileTemplates } from './compile-templates.js';
import type { CompiledTemplate } from './compile-template.js';

const compiled = (source: string): CompiledTemplate => {
  const template = compileTemplates(new Map([['page', source]])).find('page');
  if (!template) throw new Error('It is not there.');
  return template;
};

/** What does not depend on the machine being idle: far from what work that grows with the square would take. */
const greatestTime = 5000;

const filled = (piece: string, before = '', after = ''): string =>
  before + piece.repeat(Math.floor(size / piece.length)) + after;

/** Of one template, far above what pages have. */
const size = 250_000;

describe('a template as large as may be', () => {
  test.each([
    ['20 MB of text', 'x'.repeat(20_000_000), 'longer than'],
    ['elements inside each other', filled('<b>'), 'deep'],
    ['elements with expressions inside each other', filled('<b th:if="${a}">'), 'deep'],
    ['elements beside each other', filled('<b></b>'), ''],
    ['closing tags of nothing', filled('</b>'), ''],
    ['paragraphs that end each other', filled('<p>', '<div>'), ''],
    ['attributes', filled(' th:a1=""', '<p', '>'), 'attributes'],
    [
      'attributes of different names',
      `<p ${Array.from({ length: 10_000 }, (_, index) => `th:a${String(index)}=""`).join(' ')}>`,
      'attributes',
    ],
    ['comments', filled('<!---->'), ''],
    ['comments of the engine', filled('<!--/**/-->'), ''],
    ['prototype comments and expressions', filled('<!--/*/[[1]]/*/-->'), ''],
    ['comments without end', filled('<!--'), 'end'],
    ['tags without end', filled('<a '), 'end'],
    ['quotes without end', filled('<a b="', '<p>'), ''],
    ['brackets without end', filled('[['), ''],
    ['brackets without end in a script', filled('[[', '<script>', '</script>'), ''],
    [
      'brackets without end in an inlined script',
      filled('[[', '<script th:inline="javascript">', '</script>'),
      'brackets',
    ],
    ['elements in text', filled('[# a="]"]', '<p th:inline="text">', '</p>'), 'closed|deep'],
    [
      'elements in text inside each other',
      `<p th:inline="text">${'[#]'.repeat(50_000)}${'[/]'.repeat(50_000)}</p>`,
      'deep',
    ],
    ['ends of elements that are none', filled('[/', '<p th:inline="text">', ']</p>'), 'brackets'],
    ['such ends again and again', filled(`${'[/'.repeat(8000)}]`, '<p th:inline="text">', '</p>'), 'brackets'],
    ['closed elements in text', filled('[#/]', '<p th:inline="text">', '</p>'), ''],
    ['regular expressions without end', filled('=/[', '<script th:inline="javascript">', '</script>'), ''],
    ['expressions', filled('[[${a}]]'), ''],
    ['mistakes', filled('[[${]]').slice(0, 90_000), 'mistakes'],
    ['expressions that are all mistakes', filled('[[${]]'), 'too many parts'],
    ['texts and tags', filled('a<b>c</b>'), 'too many parts'],
    ['removals that depend on data', `${'<b th:remove="${a}">'.repeat(300)}x`, 'too many parts'],
    ['fragments in a page with a layout', `<p layout:decorate="~{x}">${'<b layout:fragment="a">'.repeat(390)}`, ''],
    ['parameters', filled('a,', '<p th:fragment="x(', ')">'), 'longer'],
    ['assignations', filled('a=1,', '<p th:with="', '">'), 'longer'],
    ['texts without end in an expression', filled(`<p th:text="'${"\\'".repeat(8000)}">`), ''],
    ['braces without end in expressions', filled(`<p th:text="${'${'.repeat(8000)}">`), ''],
    ['parentheses in expressions', filled(`<p th:text="${'('.repeat(16_000)}">`), ''],
    ['operators in expressions', filled(`<p th:text="${'+'.repeat(16_000)}">`), ''],
    ['questions in expressions', filled(`<p th:text="${'a?'.repeat(8000)}">`), ''],
    ['colons in expressions', filled(`<p th:text="${'a:'.repeat(8000)}">`), ''],
    ['commas in loops', filled(`<p th:each="${'a,'.repeat(8000)}:b">`), ''],
    ['inserted parts of expressions', filled(`<p th:text="${'__a__'.repeat(3000)}">`), ''],
    ['fragments named', filled(`<p th:replace="${'a::'.repeat(5000)}">`), ''],
    ['conditions of who is signed in', filled(`<p sec:authorize="${'('.repeat(300)}">`), ''],
    ['texts without end in such conditions', filled(`<p sec:authorize="'${'a'.repeat(16_000)}">`), ''],
  ])('is refused or compiled in time: %s (V-81, V-95, G-28)', (_what, source, expected) => {
    const begin = performance.now();
    const { errors } = compiled(source);
    const took = performance.now() - begin;

    expect(took).toBeLessThan(greatestTime);
    if (expected !== '') expect(errors[0]?.message).toMatch(new RegExp(expected, 'u'));
  });
});
