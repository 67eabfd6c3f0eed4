// Runs in the server's process before its first module: how the 2,000 modules of a start are loaded.
import { enableCompileCache, setSourceMapsSupport } from 'node:module';
import { inRoot } from './lib/paths.mjs';

// In dist/, so that the next build clears away what belongs to old code.
enableCompileCache(inRoot('dist', '.compile-cache'));
// Stack traces name our own lines. `--enable-source-maps` would read the maps of all packages as well, at every start.
setSourceMapsSupport(true, { nodeModules: false });
