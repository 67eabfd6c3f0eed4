import { sameResult } from './same-result.js';

describe('two results', () => {
  test.each([
    { name: 'the order of attributes', one: '<a b="1" c=\'2\'>x</a>', other: '<a c="2" b="1">x</a>' },
    { name: 'white space beside blocks', one: '<div>\n <p> a  b</p>\n</div>', other: '<div><p>a b </p></div>' },
    { name: 'the suite’s context path', one: '<a href="/testing/x">', other: '<a href="/x">' },
    { name: 'whole numbers', one: '<i>12.0</i>', other: '<i>12</i>' },
    { name: 'ways to write a character', one: '<p>&#39;&amp;</p>', other: "<p>'&amp;</p>" },
  ])('are equal whatever $name', ({ one, other }) => {
    expect(sameResult(one, other, false)).toBe(true);
  });

  test.each([
    { name: 'text', one: '<p>a</p>', other: '<p>b</p>' },
    { name: 'white space beside inline elements', one: '<b>a</b> <b>b</b>', other: '<b>a</b><b>b</b>' },
    { name: 'an attribute', one: '<p class="">a</p>', other: '<p>a</p>' },
    { name: 'an element that stands in no table', one: '<tr><td>a</td></tr>', other: 'a' },
    { name: 'an escape', one: '<p>&lt;b&gt;</p>', other: '<p><b></p>' },
  ])('differ by $name', ({ one, other }) => {
    expect(sameResult(one, other, false)).toBe(false);
  });

  test('to be equal to the letter or in what browsers make of them may be asked for', () => {
    expect(sameResult('<p>a</p>', ' <p>a</p>\n', true)).toBe(true);
    expect(sameResult('<b>a</b>b', '<b>a</b> b', true)).toBe(false);
  });
});
