// Writes docs/standards.md: each requirement with the source and the tests that meet it, or the reason why it is declined. `npm run docs`.
// With --check it only compares, and fails when the page is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { readCitations } from './citations.mjs';
import { renderPage } from './page.mjs';
import { requirements } from './requirements.mjs';

const PAGE = 'docs/standards.md';
const read = (name) => JSON.parse(readFileSync(`tools/standards/${name}`, 'utf8'));
const data = {
  requirements,
  declined: read('declined.json'),
  sources: read('sources.json'),
  citations: readCitations(),
};
const { page, problems } = renderPage(data);

if (process.argv.includes('--problems')) console.log(problems.join('\n'));
else if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) throw new Error(`${PAGE} is out of date; run: npm run docs`);
