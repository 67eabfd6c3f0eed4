import { readFileSync } from 'node:fs';
import { skinPagesDocument } from '../../tools/skin-pages/page.js';

test('docs/skin-pages.md, ruling 59: is what the contract says; `npm run docs` writes it', () => {
  expect(readFileSync('docs/skin-pages.md', 'utf8')).toBe(skinPagesDocument());
});
