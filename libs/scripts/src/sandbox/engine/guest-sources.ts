import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of that name, as source under test (the types are taken out here) and as JavaScript after the build. */
const GUEST = fileURLToPath(new URL('../../guest/', import.meta.url));
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** The modules that run inside the engine, by their path below `guest`: `apis/log.js`. */
export function readGuestSources(): Readonly<Record<string, string>> {
  const files = readdirSync(GUEST, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith(EXTENSION) && !/\.(spec|d)\.[jt]s$/.test(file));
  return Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, '.js'), sourceOf(file)]));
}

function sourceOf(file: string): string {
  const text = readFileSync(path.join(GUEST, file), 'utf8');
  return EXTENSION === '.ts' ? stripTypeScriptTypes(text) : text;
}
