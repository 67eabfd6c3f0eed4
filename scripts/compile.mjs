// The build itself, always under the right Node: `npm run build` sees to that.
import { compile } from './lib/compile.mjs';
import { main } from './lib/fail.mjs';
import { root } from './lib/paths.mjs';

process.chdir(root);
await main(compile);
