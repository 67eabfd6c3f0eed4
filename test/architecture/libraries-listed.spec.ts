import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { plantedMark, root } from './planted-files.js';

/** Reads JSON that may have comments, as TypeScript's configuration has. */
function readJson(file: string): unknown {
  const { config } = ts.parseConfigFileTextToJson(file, readFileSync(path.join(root, file), 'utf8'));
  return config as unknown;
}

/** A folder without sources stands in for a package of npm's, which finds it by a line of package.json. */
const libraries = readdirSync(path.join(root, 'libs')).filter(
  (name) => !name.startsWith(plantedMark) && existsSync(path.join(root, 'libs', name, 'src')),
);

type Entries = Readonly<Record<string, unknown>>;
const { imports } = readJson('package.json') as { imports: Entries };
const { compilerOptions } = readJson('tsconfig.boundaries.json') as { compilerOptions: { paths: Entries } };
const { projects } = readJson('nest-cli.json') as { projects: Entries };
const { server: _server, ...libraryProjects } = projects;

/** Where each library has to be listed, and what stands there. */
const lists: readonly {
  readonly name: string;
  readonly entries: Entries;
  readonly entryOf: (library: string) => readonly [key: string, value: unknown];
}[] = [
  {
    name: 'imports in package.json, by which tools and tests find sources and Node finds JavaScript',
    entries: imports,
    entryOf: (library) => [
      `#${library}/*`,
      { development: `./libs/${library}/src/*.ts`, default: `./dist/libs/${library}/src/*.js` },
    ],
  },
  {
    name: 'paths in tsconfig.boundaries.json, without which the boundary rules see nothing of a library',
    entries: compilerOptions.paths,
    entryOf: (library) => [`#${library}/*`, [`./libs/${library}/src/*.ts`]],
  },
  {
    name: 'projects in nest-cli.json, for the Nest tools',
    entries: libraryProjects,
    entryOf: (library) => [library, { type: 'library', root: `libs/${library}`, sourceRoot: `libs/${library}/src` }],
  },
];

describe.each(lists)('$name', ({ entries, entryOf }) => {
  /** Libraries that are there and not listed, or listed and not there, or listed wrongly. */
  function faultsWith(present: readonly string[]): readonly string[] {
    const expected: Entries = Object.fromEntries(present.map(entryOf));
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(entries)])];
    return keys.filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(entries[key]));
  }

  test('are the libraries that exist, and no others', () => {
    expect(faultsWith(libraries)).toEqual([]);
  });

  test('would be found to lack a new library, and to keep one that is gone', () => {
    const [first = '', ...others] = libraries;

    expect(faultsWith([...libraries, 'new-library'])).toEqual([entryOf('new-library')[0]]);
    expect(faultsWith(others)).toEqual([entryOf(first)[0]]);
  });
});
