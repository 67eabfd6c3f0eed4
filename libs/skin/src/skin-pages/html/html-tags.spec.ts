import fc from 'fast-check';
import { htmlTags } from './html-tags.js';
import { inlineHandlers } from './inline-handlers.js';
import { markInline } from './inline-marks.js';
import { edited } from './text-edits.js';

const names = (html: string): readonly string[] =>
  htmlTags(html).map(({ kind, name }) => (kind === 'end' ? `/${name}` : name));

test.each([
  ['<p>a<br/>b</p>', ['p', 'br', '/p']],
  ['<FORM Method=POST>', ['form']],
  ['<!-- <form> --><p>', ['p']],
  ['<!--><form>', ['form']],
  ['<!-- <form> --!><p>', ['p']],
  ['<!DOCTYPE html><p>', ['p']],
  ['<?php <form> ?><p>', ['/form'].slice(1).concat('p')],
  ['<script>"<form>"</script><p>', ['script', '/script', 'p']],
  ['<script>"</scripture><form>"</SCRIPT ><p>', ['script', '/script', 'p']],
  ['<textarea><form></textarea>', ['textarea', '/textarea']],
  ['<title><form></title>', ['title', '/title']],
  ['<style><form>', ['style']],
  ['<p title="<form>">', ['p']],
  ["<p title='<form>'>", ['p']],
  ['<p title=a>b<form', ['p']],
  ['1 < 2 <3 <a>', ['a']],
  ['<p title="never closed><form>', []],
])('%s', (html, expected) => {
  expect(names(html)).toEqual(expected);
});

test('attributes are read as browsers read them', () => {
  const [tag] = htmlTags(`<input NAME = "a&amp;b" value='1"2' checked data-x=y/z disabled/>`);

  expect(tag!.attributes.map(({ name, value }) => [name, value])).toEqual([
    ['name', 'a&b'],
    ['value', '1"2'],
    ['checked', ''],
    ['data-x', 'y/z'],
    ['disabled', ''],
  ]);
});

test('no text breaks it or takes long, and tags are in order', () => {
  const piece = fc.constantFrom('<', '>', '"', "'", '=', ' ', '/', '<!--', '-->', '<script', '</script>', 'a', '&#1;');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const html = pieces.join('');
      let last = 0;
      for (const { start, end } of htmlTags(html)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
    }),
  );
});

test('values of attributes are the texts that browsers read', () => {
  const [tag] = htmlTags('<img src="&sol;resources&#47;a&period;css" alt=&eacute; title="&lt;&nosuch;">');
  expect(tag?.attributes.map(({ value }) => value)).toEqual(['/resources/a.css', 'é', '<&nosuch;']);
});

test('edits of one place keep their order', () => {
  const edits = [
    { start: 2, end: 3, text: 'C' },
    { start: 0, end: 0, text: '1' },
    { start: 0, end: 0, text: '2' },
  ];
  expect(edited('abcd', edits)).toBe('12abCd');
});

test.each([
  ...[
    '<!---->',
    '<!--a-->',
    '<!--a--!>',
    '<!---',
    '<',
    '<a ',
    '<a b ',
    '<a b="',
    '<a b=c ',
    '<a>',
    '<a b>',
    '</',
    '</a',
    '"',
  ],
  ...[
    '<script>',
    '<script></script>\n',
    '<script></',
    '<title>',
    '<textarea></t',
    '<!x>',
    '<?',
    '<form method="post">',
  ],
])('V-81: half a million characters of %j take no longer than they are long', (piece) => {
  const html = piece.repeat(500_000 / piece.length);
  const before = process.threadCpuUsage();

  for (const { attributes } of htmlTags(html)) if (attributes.length > 500_000) throw new Error(piece);
  inlineHandlers(html);
  markInline(html, 'N');

  const { user, system } = process.threadCpuUsage(before);
  expect(user + system).toBeLessThan(2_000_000);
});
