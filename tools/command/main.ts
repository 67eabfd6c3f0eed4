// Writes docs/gatehouse-command.md; `npm run docs` runs it.
import { writeFileSync } from 'node:fs';
import { commandPage } from './page.js';

writeFileSync('docs/gatehouse-command.md', commandPage());
