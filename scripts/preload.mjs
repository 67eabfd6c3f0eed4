// Runs in the server's process before its first module: how the 2,000 modules of a start are loaded, and how many threads compute.
import { enableCompileCache, setSourceMapsSupport } from 'node:module';
import { availableParallelism } from 'node:os';
import { inRoot } from './lib/paths.mjs';

// In dist/, so that the next build clears away what belongs to old code.
enableCompileCache(inRoot('dist', '.compile-cache'));
// Stack traces name our own lines. `--enable-source-maps` would read the maps of all packages as well, at every start.
setSourceMapsSupport(true, { nodeModules: false });
// Signatures are computed on the threads of this pool. More threads than processors compute no more of them, but take the event loop's
// processor from it; read when the pool is first used, which is later.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(2, availableParallelism()));
