import { readFileSync } from 'node:fs';
import { skinFindingsDocument } from '../../tools/skin-findings/page.js';

test('docs/skin-findings.md: is what the check of skins can say; `npm run docs` writes it', () => {
  expect(readFileSync('docs/skin-findings.md', 'utf8')).toBe(skinFindingsDocument());
});
