// Writes docs/properties.md out of the catalogue of properties. `npm run docs`.
import { writeFileSync } from 'node:fs';
import { propertiesPage } from './page.js';

writeFileSync('docs/properties.md', propertiesPage());
