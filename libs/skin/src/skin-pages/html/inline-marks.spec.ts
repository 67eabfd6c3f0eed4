import { markInline } from './inline-marks.js';

test.each([
  ['<script>a()</script>', '<script nonce="N">a()</script>'],
  ['<style media="all">a{}</style>', '<style nonce="N" media="all">a{}</style>'],
  ['<SCRIPT>1</SCRIPT>', '<SCRIPT nonce="N">1</SCRIPT>'],
])('%s bears the nonce', (source, expected) => {
  expect(markInline(source, 'N').text).toBe(expected);
});

test.each([
  '<script src="/x.js"></script>',
  '<script nonce="mine"></script>',
  '<!-- <script>1</script> -->',
  '<p title="<script>">x</p>',
])('%s does not', (source) => {
  expect(markInline(source, 'N').text).toBe(source);
});

test('places are those of the source', () => {
  const { text, place } = markInline('<p>\n<script>a</script><script>b</script>', 'N');
  const column = (wanted: string) => (text.split('\n')[1] ?? '').indexOf(wanted) + 1;

  expect(place({ line: 2, column: column('a') })).toEqual({ line: 2, column: 9 });
  expect(place({ line: 2, column: column('b') })).toEqual({ line: 2, column: 27 });
  expect(place({ line: 1, column: 2 })).toEqual({ line: 1, column: 2 });
});
