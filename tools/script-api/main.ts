// Writes docs/script-api.d.ts and docs/script-api.md out of the types and comments of the guest. `npm run docs`.
import { writeFileSync } from 'node:fs';
import { declarationFile } from './declaration-file.js';
import { referencePage } from './reference-page.js';
import { readScriptApi } from './script-api.js';

const api = readScriptApi();
writeFileSync('docs/script-api.d.ts', declarationFile(api));
writeFileSync('docs/script-api.md', referencePage(api));
