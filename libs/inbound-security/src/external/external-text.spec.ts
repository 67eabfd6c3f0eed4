import { externalText } from './external-text.js';

test.each([
  { name: 'is kept as it is', text: 'Müller-Lüdenscheid', kept: 'Müller-Lüdenscheid' },
  { name: 'is in one line', text: ' Anna\r\nMuster\0 ', kept: 'Anna Muster' },
  { name: 'has no half characters', text: 'a\ud800b', kept: 'a\ufffdb' },
  { name: 'V-84: turns nothing round', text: 'Dr\u202e nimdA \u2066x\u2069\u200f', kept: 'Dr nimdA x' },
  { name: 'keeps joiners, which are spelling', text: 'می\u200cخواهم', kept: 'می\u200cخواهم' },
  { name: 'ends in time', text: 'abcdefghijklmnopqrstuvwxyz', kept: 'abcdefghijklmnopqrst' },
])('a text of another system $name', ({ text, kept }) => {
  expect(externalText(text, 20)).toBe(kept);
});
