import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { filesBelow, isShippedSource, removeAllBut } from './source-files.mjs';
import { hashFiles, hasStamp, writeStamp } from './stamp.mjs';

const stamp = 'dist/.stamp';

/** What, besides the sources, decides the output: a change in any of them compiles everything again. */
const compilerInputs = ['swc.config.js', 'package-lock.json', 'scripts/lib/compile.mjs'];

const compiledName = (source) => `dist/${source.replace(/\.ts$/, '.js')}`;

const sourceFiles = () => [
  ...['apps', 'libs', 'bench'].flatMap(filesBelow).filter(isShippedSource),
  ...['ormconfig.ts'].filter((file) => existsSync(inRoot(file))),
];

const wantedFor = (sources) => hashFiles([...sources, ...compilerInputs]);

/** Whether dist/ holds what the sources, the compiler's version and its options make. */
export const isCompiled = () => hasStamp(inRoot(stamp), wantedFor(sourceFiles()));

/** Compiles apps, libs and bench into dist/ if any source, the compiler's version or its options changed. */
export async function compile() {
  const sources = sourceFiles();
  const wanted = wantedFor(sources);
  if (hasStamp(inRoot(stamp), wanted)) return;

  const started = performance.now();
  // Imported here and not above: before set-up has run there may be no such package.
  const { transformFile } = await import('@swc/core');
  const { default: options } = await import('../../swc.config.js');
  await Promise.all(sources.map((source) => compileFile(source, transformFile, options)));
  removeAllBut('dist', [...sources.map(compiledName), ...sources.map((source) => `${compiledName(source)}.map`)]);
  writeStamp(inRoot(stamp), wanted);
  console.log(`[gatehouse] Built ${sources.length} files in ${Math.round(performance.now() - started)} ms`);
}

async function compileFile(source, transformFile, options) {
  const target = inRoot(compiledName(source));
  const folder = path.dirname(target);
  const { code, map } = await transformFile(inRoot(source), { ...options, sourceMaps: true });
  mkdirSync(folder, { recursive: true });
  const original = { ...JSON.parse(map), sources: [path.relative(folder, inRoot(source))], sourcesContent: undefined };
  writeFileSync(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  writeFileSync(`${target}.map`, JSON.stringify(original));
}
