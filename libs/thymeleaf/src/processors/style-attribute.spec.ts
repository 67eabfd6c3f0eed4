import { rendered } from '../template/testing/rendering.js';
import { recordOf } from '../value.js';

const more = 'red; top: 0; background: url(https://e.example/x)';
const model = recordOf(
  Object.entries({
    more,
    colour: '#fff',
    width: 50,
    address: 'https://e.example/)',
    quote: `'";top:0`,
    yes: true,
    none: null,
  }),
);
const name = String.raw`red\;\ top\3A \ 0\;\ background\3A \ url\(https\3A \/\/e\.example\/x\)`;

describe('what the model says in a style', () => {
  test.each([
    ['a value', '<p th:style="|color: ${more}|">', `<p style="color: ${name}">`],
    ['added up', `<p th:style="'color: ' + \${more} + ';'">`, `<p style="color: ${name};">`],
    ['by its other name', '<p data-th-style="|color: ${more}|">', `<p style="color: ${name}">`],
    ['all of it', '<p th:style="${more}">', `<p style="${name}">`],
    [
      'a colour and a number',
      '<p th:style="|color: ${colour}; width: ${width}%|">',
      '<p style="color: #fff; width: 50%">',
    ],
    ['a condition', `<p th:style="\${yes} ? 'color: red' : 'top: 0'">`, '<p style="color: red">'],
    ['a condition inside', `<p th:style="\${yes ? 'color: red; top: 0' : ''}">`, '<p style="color: red; top: 0">'],
    ['nothing', '<p style="top: 0" th:style="${none}">', '<p>'],
    ['no operation', '<p style="top: 0" th:style="_">', '<p style="top: 0">'],
    [
      'an address',
      '<p th:style="|background: url(${address})|">',
      String.raw`<p style="background: url(https\3A \/\/e\.example\/\))">`,
    ],
    [
      'a link',
      `<p th:style="'background: url(' + @{/a.png} + ')'">`,
      String.raw`<p style="background: url(\/a\.png)">`,
    ],
    ['a literal', `<p th:style='|content: "\${quote}"|'>`, String.raw`<p style='content: &quot;\27 \22 ;top:0&quot;'>`],
    ['more', '<p style="top: 0;" th:styleappend="|color: ${more}|">', `<p style="top: 0; color: ${name}">`],
    ['more of nothing', '<p style="top: 0" th:styleappend="${none}">', '<p style="top: 0">'],
    [
      'more behind more',
      `<p th:style="'top: 0;'" th:styleappend="'color: ' + \${colour}">`,
      '<p style="top: 0; color: #fff">',
    ],
    ['th:attr', '<p th:attr="style=|color: ${more}|">', `<p style="color: ${name}">`],
    ['th:attrappend', '<p style="color: " th:attrappend="style=${more}">', `<p style="color: ${name}">`],
    [
      'th:attrappend in a literal',
      `<p style="content: '" th:attrappend="style=|\${quote}'|">`,
      String.raw`<p style="content: '\27 \22 ;top:0&#39;">`,
    ],
    [
      'th:attrappend in a literal of entities',
      `<p style="content: &quot;" th:attrappend="style=|\${quote}|">`,
      String.raw`<p style="content: &quot;\27 \22 ;top:0">`,
    ],
    [
      'th:attrprepend',
      '<p style="top: 0" th:attrprepend="style=|color: ${more};|">',
      `<p style="color: ${name};top: 0">`,
    ],
  ])('is one value of it: %s', (_what, source, expected) => {
    expect(rendered(source, model)).toBe(expected);
  });

  test('is all of it where texts of the model are nobody’s words', () => {
    const source = '<p th:style="|color: ${more}|"><p style="top: 0;" th:attrappend="style=${more}">';

    expect(rendered(source, model, { escapesModelText: false })).toBe(
      `<p style="color: ${more}"><p style="top: 0;${more}">`,
    );
  });

  test.each([
    [`<p style="top: 0" th:attrprepend="style='content: \\''">`, 'close its quotes'],
    ['<p th:attr="style=|color: ${param.c}|">', 'Access to request parameters is forbidden'],
  ])('is refused: %s', (source, words) => {
    expect(() => rendered(source, model)).toThrow(words);
  });
});
