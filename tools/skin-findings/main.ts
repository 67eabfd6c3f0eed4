// Writes docs/skin-findings.md out of the kinds of findings of the check of skins. `npm run docs`.
import { writeFileSync } from 'node:fs';
import { skinFindingsDocument } from './page.js';

writeFileSync('docs/skin-findings.md', skinFindingsDocument());
