import type { EntryLine } from '#configuration-exchange/configuration-exchange.port';
import { differenceText, entryText } from './entry-text.js';

const none = { unknownFields: [], warnings: [] };
const client = (outcome: EntryLine['outcome'], more: Partial<EntryLine> = {}): EntryLine => ({
  ...{ kind: 'clients', name: 'smart_auth/my-app', line: 7, outcome },
  ...more,
});
const problem = { field: 'jwksUrl', problem: 'is no address', remedy: 'Write https://…' };

test.each<{ line: EntryLine; text: string }>([
  { line: client({ kind: 'created', ...none }), text: '+ client smart_auth/my-app' },
  {
    line: client({ kind: 'changed', fields: ['scopes', 'clientSecrets'], version: 1, ...none }),
    text: '~ client smart_auth/my-app: scopes; clientSecrets',
  },
  {
    line: client(
      { kind: 'changed', fields: ['a', 'b'], version: 1, ...none },
      { differences: [{ field: 'a', before: 300, after: 600 }, { field: 'b' }] },
    ),
    text: '~ client smart_auth/my-app: a 300 → 600; b',
  },
  {
    line: client({ kind: 'skipped', reason: 'the server decides it', ...none }),
    text: '. client smart_auth/my-app: the server decides it',
  },
  { line: client({ kind: 'removed', version: 1 }), text: '- client smart_auth/my-app' },
  { line: client({ kind: 'absent', version: 1 }), text: '? client smart_auth/my-app is not in the document' },
  {
    line: client({ kind: 'refused', problems: [problem], ...none }),
    text: '! client smart_auth/my-app (line 7) is refused\n    jwksUrl is no address. Write https://….',
  },
  {
    line: client({ kind: 'created', unknownFields: ['a', 'b\u001B[2J'], warnings: [problem] }),
    text: '+ client smart_auth/my-app\n    warning: jwksUrl is no address. Write https://….\n    unknown, ignored: a, b\uFFFD[2J',
  },
  {
    line: client({ kind: 'created', ...none, generated: [{ field: 'secret', text: 'gts_1' }] }),
    text: '+ client smart_auth/my-app\n    made just now and shown only this once: secret gts_1',
  },
])('Reads $text', ({ line, text }) => {
  expect(entryText(line)).toBe(text);
});

test('A name cannot write over what the terminal shows', () => {
  expect(entryText(client({ kind: 'created', ...none }, { name: 'a\u001B[1A\n+ client b' }))).toBe(
    '+ client a\uFFFD[1A\uFFFD+ client b',
  );
});

test.each([
  { difference: { field: 'a', before: true, after: false }, text: 'a true → false' },
  { difference: { field: 'a', after: 'x' }, text: 'a not set → "x"' },
  { difference: { field: 'a', before: 'x' }, text: 'a "x" → not set' },
  { difference: { field: 'a', before: ['x', 'y'], after: ['y', 'z'] }, text: 'a −"x" +"z"' },
  { difference: { field: 'a', after: ['z'] }, text: 'a +"z"' },
  { difference: { field: 'a', before: ['x', 'y'], after: ['y', 'x'] }, text: 'a in another order' },
  { difference: { field: 'a' }, text: 'a' },
  { difference: { field: 'a', before: 'x'.repeat(500), after: 1 }, text: `a "${'x'.repeat(119)}… → 1` },
])('Tells a difference as $text', ({ difference, text }) => {
  expect(differenceText(difference)).toBe(text);
});
