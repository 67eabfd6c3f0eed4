import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { plantedMark, root } from './planted-files.js';

/** Reads JSON that may have comments, as TypeScript's configuration has. */
function readJson(file: string): unknown {
  const { config } = ts.parseConfigFileTextToJson(file, readFileSync(path.join(root, file), 'utf8'));
  return config as unknown;
}

const libraries = readdirSync(path.join(root, 'libs')).filter((name) => !name.startsWith(plantedMark));

describe('every library', () => {
  const { imports } = readJson('package.json') as { imports: Record<string, unknown> };
  const { compilerOptions } = readJson('tsconfig.boundaries.json') as {
    compilerOptions: { paths: Record<string, string[]> };
  };
  const { projects } = readJson('nest-cli.json') as { projects: Record<string, unknown> };

  test.each(libraries)('%s is imported as source by tools and tests, and as JavaScript by Node', (library) => {
    expect(imports[`#${library}/*`]).toEqual({
      development: `./libs/${library}/src/*.ts`,
      default: `./dist/libs/${library}/src/*.js`,
    });
  });

  test.each(libraries)('%s is known to the boundary rules, which would pass in silence otherwise', (library) => {
    expect(compilerOptions.paths[`#${library}/*`]).toEqual([`./libs/${library}/src/*.ts`]);
  });

  test.each(libraries)('%s is known to the Nest tools', (library) => {
    expect(projects[library]).toMatchObject({ type: 'library', root: `libs/${library}` });
  });
});
