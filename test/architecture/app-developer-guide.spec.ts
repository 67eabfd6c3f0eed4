import { readFileSync } from 'node:fs';

const guide = readFileSync('docs/app-developer-guide/README.md', 'utf8');

test('STD S9: the guide says how Patient.link is treated', () => {
  expect(guide).toContain('`Patient.link`');
});
