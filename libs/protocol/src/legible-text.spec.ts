import { legible, legibleLines } from './legible-text.js';

test.each(['\u001B[2J', '\u0007', '\u202E', '\u2028', '\r', '\n'])('V-84: %j reaches no terminal', (character) => {
  expect(legible(`a${character}b`)).toMatch(/^a\uFFFD\[?[2J]*b$|^a\uFFFDb$/);
});

test('lines stay lines', () => {
  expect(legibleLines('a\nb\u001B')).toBe('a\nb\uFFFD');
});
