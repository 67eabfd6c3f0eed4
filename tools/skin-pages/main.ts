// Writes docs/skin-pages.md out of the contract of skins. `npm run docs`.
import { writeFileSync } from 'node:fs';
import { skinPagesDocument } from './page.js';

writeFileSync('docs/skin-pages.md', skinPagesDocument());
