import { printed } from '../printed.js';
import { type Given, evaluated, scopeOf } from './testing/evaluating.js';
import { ENTRIES, recordOf, type Value } from '../value.js';

const model: Record<string, Value> = {
  a: 'a',
  yes: true,
  no: false,
  one: 1,
  two: 2,
  half: 0.5,
  empty: '',
  name: 'Ann',
  off: 'off',
  user: recordOf([
    ['name', 'Ann'],
    ['age', 30],
    ['mail', null],
    ['address', recordOf([['city', 'Rome']])],
  ]),
  items: ['x', 'y', 'z'],
  people: [
    recordOf([
      ['name', 'Ann'],
      ['age', 30],
    ]),
    recordOf([
      ['name', 'Bob'],
      ['age', 40],
    ]),
  ],
};
const given: Given = { model, messages: { hello: 'Hello {0}!', plain: 'Plain' } };

test.each([
  ["'text'", 'text'],
  ["'it\\'s \\\\'", "it's \\"],
  ['12', '12'],
  ['1.50', '1.50'],
  ['true', 'true'],
  ['null', ''],
  ['token-x', 'token-x'],
  ['${name}', 'Ann'],
  ['${user.name}', 'Ann'],
  ["${user['name']}", 'Ann'],
  ['${user.address.city}', 'Rome'],
  ['${user?.mail?.x}', ''],
  ['${items[1]}', 'y'],
  ['${items.size()}', '3'],
  ['${name.toUpperCase()}', 'ANN'],
  ['${user.getName()}', 'Ann'],
  ['${people.?[age > 35].![name]}', '[Bob]'],
  ['${people.![name]}', '[Ann, Bob]'],
  ['${people.^[age > 1].name}', 'Ann'],
  ['${people.$[true].name}', 'Bob'],
  ['${missing}', ''],
  ['${missing} ?: 7', '7'],
  ["${name} ? 'y' : 'n'", 'y'],
  ["${off} ? 'y' : 'n'", 'n'],
  ["${empty} ? 'y' : 'n'", 'y'],
  ['${one} + ${two}', '3'],
  ["'a' + ${one} + ${two}", 'a12'],
  ['${one} - 2', '-1'],
  ['10-5', '5'],
  ['7 / 2', '3.5'],
  ['100.0/3.000', '33.3333333333'],
  ['${7/2}', '3'],
  ['7 % 3', '1'],
  ['7 mod 3', '1'],
  ['-3 * 2', '-6'],
  ['0.02 + 2', '2.02'],
  ['-0.0 * 2', '0.0'],
  ['1.99 * 3', '5.97'],
  ['1 lt 2 and 2 gt 1', 'true'],
  ['not ${yes}', 'false'],
  ['!${yes} or ${yes}', 'true'],
  ['${one} == 1', 'true'],
  ["${name} eq 'Ann'", 'true'],
  ["${name} != 'Ann'", 'false'],
  ['|Hi ${name}, #{plain}|', 'Hi Ann, Plain'],
  ['#{hello(${name})}', 'Hello Ann!'],
  ["#{${'hel' + 'lo'}(1)}", 'Hello 1!'],
  ['#{none}', '??none_en??'],
  ['@{/x}', '/app/x'],
  ['@{/x(a=1,b=${name})}', '/app/x?a=1&b=Ann'],
  ["@{/x/{id}/y(id='a b',c)}", '/app/x/a%20b/y?c'],
  ['@{~/x}', '/x'],
  ['@{http://h/x(a=1)}', 'http://h/x?a=1'],
  ["@{${'/b'}(p='&=')}", '/app/b?p=%26%3D'],
  ['@{null(param=1)}', '?param=1'],
  ["@{''}", ''],
  ['@{login?error}', 'login?error'],
  ['@{/a#f(x=1)}', '/app/a?x=1#f'],
  ['${{name}}', 'Ann'],
  ['${{1,2}}', '[1, 2]'],
  ['${{a:1, "b":2}}', '{a=1, b=2}'],
  ["${#{'a':1}.a}", '1'],
  ["${'it''s'}", "it's"],
  ["${name == 'Ann' && one < 2 ? 'y' : 'n'}", 'y'],
  ['${not yes}', 'false'],
  ["${missing ?: 'd'}", 'd'],
  ['${name + 1}', 'Ann1'],
  ["'00__${one}__00'", '00100'],
  ["'00\\_\\_x'", '00__x'],
  ["__'name'__", 'name'],
  ['${__${a}__}', 'a'],
  ["(${one} == 1) ? 'a'", 'a'],
  ["(${one} == 2) ? 'a'", ''],
  ['*{name}', 'Ann'],
  ['${one in {1,2}}', 'true'],
  ['${#this.name}', 'Ann'],
  ['${#vars.name}', 'Ann'],
  ['${#object.name}', 'Ann'],
])('%s gives %s', (source, expected) => {
  expect(printed(evaluated(source, given), scopeOf(given))).toBe(expected);
});

test.each([
  ['${yes} AND ${yes}', 'true'],
  ['${no} Or ${yes}', 'true'],
  ['NOT ${no}', 'true'],
  ['${one} EQ 1 AND ${one} NE 2 AND ${one} NEQ 3', 'true'],
  ['${two} GT 1 AND ${two} LT 3', 'true'],
  ['${two} GE 2 AND ${two} LE 2', 'true'],
  ['${two} DIV 2', '1'],
  ['${two} MOD 2', '0'],
  ['${yes AND !no}', 'true'],
  ['${no OR NOT no}', 'true'],
  ['${two GT one AND one LT two}', 'true'],
  ['${two GE 2 AND two LE 2 AND two EQ 2 AND two NE 1}', 'true'],
  ['${5 DIV two}', '2'],
  ['${5 MOD two}', '1'],
  ['${yes == TRUE}', 'true'],
  ['${no == False}', 'true'],
  ["${user.mail == NULL ? 'none' : 'some'}", 'none'],
  ['ANDY', 'ANDY'],
  ['${user.name} + Or', 'AnnOr'],
])('operators and literals of words are read in lower and upper case: %s', (source, expected) => {
  expect(printed(evaluated(source, { ...given, model: { ...model, NULL: 'n' } }), scopeOf(given))).toBe(expected);
});

test.each([
  ['${a MATCHES b}', 'contains()'],
  ['${a INSTANCEOF b}', 'x.name != null'],
  ['${a between {1,5}}', 'x ge 1 and x le 5'],
  ['${NEW a.B()}', 'forbidden'],
])('refused: %s', (source, told) => {
  expect(() => evaluated(source, given)).toThrow(told);
});

test.each([
  ['the entry of that name first', '${m[k]}', 'own'],
  ['else the one that the variable names', '${m[other]}', 'v'],
  ['an item by a variable', '${items[one]}', 'y'],
  ['a literal is none', '${m[null] == null}', 'true'],
  ['of a selected object', '*{m[k]}', 'own'],
  ['entries of a list that is a map too', '${both[k]}', 'own'],
])('a word in brackets: %s', (_what, source, expected) => {
  const m = recordOf([
    ['k', 'own'],
    ['a', 'v'],
  ]);
  const both = Object.assign(['x'], { [ENTRIES]: m });
  const words = { ...given, model: { ...model, m, k: 'a', other: 'a', both } };

  expect(printed(evaluated(source, words), scopeOf(words))).toBe(expected);
});

test('a skin has no texts of themes, so that what stands in for them does', () => {
  expect(evaluated("${#strings.defaultString(#themes.code('x.y'), 'z')}", given)).toBe('z');
});
