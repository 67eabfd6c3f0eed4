// Writes docs/permissions.md out of the table of permissions. `npm run docs`.
import { writeFileSync } from 'node:fs';
import { permissionsPage } from './page.js';

writeFileSync('docs/permissions.md', permissionsPage());
