import { printed } from '../printed.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, NO_OPERATION, recordOf } from '../value.js';
import { itemsOf } from './items.js';
import { parseAssignations } from './parse-assignations.js';
import { parseEach } from './parse-each.js';
import { parseExpression } from './parse-expression.js';
import { parseFragmentExpression } from './parse-fragment.js';
import { parseSequence } from './parse-sequence.js';
import { parseFragmentSignature } from './parse-signature.js';
import { type Given, scopeOf, start } from './testing/evaluating.js';

const given: Given = {
  model: { x: 'X', one: 1, items: ['a', 'b'], frag: new FragmentValue('f', {}, recordOf([]), 'p'), name: 'foot' },
  fragments: [
    'page::copy',
    'footer::copy',
    'footer::',
    'a/b::#id',
    'foot::copy',
    'page::',
    "t::[@a='v']",
    'menu::row',
    'page::title/text()',
  ],
};

test.each([
  ['item : ${items}', ['item', 'itemStat']],
  ['item,st:${items}', ['item', 'st']],
  ['__${x}__ : ${items}', ['X', 'XStat']],
  ["a : ${{b: 'c:d'}}", ['a', 'aStat']],
])('the loop %s', (source, expected) => {
  const { item, status, iterated } = parseEach(source, start).parts(scopeOf(given));

  expect([item, status]).toEqual(expected);
  expect(itemsOf(iterated.evaluate(scopeOf(given))).length).toBeGreaterThan(0);
});

test.each([
  ['a=${x}', [['a', 'X']]],
  [
    "a=${x}, b='1,2'",
    [
      ['a', 'X'],
      ['b', '1,2'],
    ],
  ],
  [
    'data-x=|${x}=1|,y=(${one} == 1)',
    [
      ['data-x', 'X=1'],
      ['y', 'true'],
    ],
  ],
  ["'a b'=${x}", [['a b', 'X']]],
  ['${x}=1', [['X', '1']]],
  ["xlink:href=@{/a(b='c')}", [['xlink:href', '/app/a?b=c']]],
  ['a=${one == 1 ? x : null}', [['a', 'X']]],
])('the assignations %s', (source, expected) => {
  const scope = scopeOf(given);
  const found = parseAssignations(source, start).parts(scope);

  expect(
    found.map(({ name, value }) => [printed(name.evaluate(scope), scope), printed(value.evaluate(scope), scope)]),
  ).toEqual(expected);
});

test.each([
  ['copy', { name: 'copy', parameters: undefined }],
  [' copy (a, b) ', { name: 'copy', parameters: ['a', 'b'] }],
  ['copy()', { name: 'copy', parameters: undefined }],
])('the signature %s', (source, expected) => {
  expect(parseFragmentSignature(source, start).parts(scopeOf(given))).toEqual(expected);
});

test('a list of expressions', () => {
  const scope = scopeOf(given);

  expect(
    parseSequence("${one} == 1, ${x},'a,b'", start)
      .parts(scope)
      .map((each) => each.evaluate(scope)),
  ).toEqual([true, 'X', 'a,b']);
});

test.each([
  ['footer :: copy', 'footer::copy', {}],
  ['~{footer :: copy}', 'footer::copy', {}],
  ['footer', 'footer::', {}],
  ['~{::copy}', 'page::copy', {}],
  ['this :: copy', 'page::copy', {}],
  [':: copy', 'page::copy', {}],
  ['a/b :: #id', 'a/b::#id', {}],
  ["t :: [@a='v']", "t::[@a='v']", {}],
  ["footer :: copy(${x}, 'b')", 'footer::copy', { 0: 'X', 1: 'b' }],
  ['footer :: copy (p=${x},q=2)', 'footer::copy', { p: 'X', q: 2 }],
  ['footer(p=1)', 'footer::', { p: 1 }],
  ['${name} :: copy', 'foot::copy', {}],
  ['__${name}__ :: copy', 'foot::copy', {}],
  ["footer :: (${one} == 1 ? 'copy' : 'x')", 'footer::copy', {}],
  ['${one} == 1 ? ~{footer :: copy} : ~{}', 'footer::copy', {}],
  ['${none} ?: ~{footer :: copy}', 'footer::copy', {}],
  ['~{none :: x} ?: ~{footer :: copy}', 'footer::copy', {}],
  ['menu :: row(~{footer :: copy})', 'menu::row', { 0: expect.any(FragmentValue) as unknown }],
  ['~{::title/text()}', 'page::title/text()', {}],
  ['${frag}', 'f', {}],
])('the fragment %s is %s', (source, expected, parameters) => {
  const found = parseFragmentExpression(source, start).evaluate(scopeOf(given)) as FragmentValue;

  expect([found.specification, { ...found.parameters }]).toEqual([expected, parameters]);
});

test('the empty fragment, nothing to do, and a condition over one that there is not', () => {
  const evaluate = (source: string): unknown => parseFragmentExpression(source, start).evaluate(scopeOf(given));

  expect((evaluate('~{}') as FragmentValue).nodes).toBeUndefined();
  expect(evaluate('_')).toBe(NO_OPERATION);
  expect(evaluate('${none} ?: _')).toBe(NO_OPERATION);
  expect(() => evaluate('none :: x')).toThrow('There is no such template or fragment.');
  expect(parseExpression('~{none :: x}', start).evaluate(scopeOf(given))).toBeNull();
});

test.each([
  [parseEach, 'item'],
  [parseEach, 'a,b,c : ${x}'],
  [parseEach, '${x} : ${x}'],
  [parseAssignations, 'a'],
  [parseAssignations, 'a=1,'],
  [parseAssignations, ''],
  [parseFragmentSignature, ''],
  [parseFragmentSignature, 'a(b'],
  [parseFragmentExpression, ''],
  [parseFragmentExpression, 'a :: b(c=1,2)'],
  [parseSequence, '${x},'],
  [parseExpression, ''],
  [parseExpression, '${x'],
  [parseExpression, "'x"],
  [parseExpression, '|x'],
  [parseExpression, '${x} y'],
  [parseExpression, '$|{x}'],
  [parseExpression, '${x} and'],
])('%p has a place for the mistake in “%s”', (parse, source) => {
  expect(() => parse(source, { line: 3, column: 5 })).toThrow(TemplateError);
});

test('mistakes and reads say where they are', () => {
  const source = "${client.name} + \n  ${#strings.isEmpty(user['mail'])} + #{a.b} + *{x} + ~{foot :: copy}";
  const { reads } = parseExpression(source, { line: 3, column: 5 });

  expect(reads).toMatchObject({
    variables: [
      { name: 'client', path: 'client.name', position: { line: 3, column: 7 } },
      { name: 'user', path: 'user.mail', position: { line: 4 } },
    ],
    objects: [{ name: 'strings', path: 'strings.isEmpty' }],
    messages: [{ name: 'a.b', path: 'a.b' }],
    selected: [{ name: 'x' }],
    fragments: [{ template: 'foot', selector: 'copy', own: false }],
  });
  expect(() => parseExpression('${a} +\n ${b..c}', { line: 3, column: 5 })).toThrow(
    expect.objectContaining({ place: expect.objectContaining({ position: { line: 4, column: 6 } }) as unknown }),
  );
});
