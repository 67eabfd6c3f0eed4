import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { namesOneOf, pathsNamedIn } from './named-paths.js';
import { root } from './planted-files.js';

const page = path.join(root, 'ARCHITECTURE.md');
const elsewhere = new Set(['node_modules', 'dist', 'data', '.git', '.runtime', 'coverage']);

const files = globSync('**/*', { cwd: root, exclude: (name) => elsewhere.has(name) })
  .concat(globSync('.*', { cwd: root }), globSync('.ci/*', { cwd: root }))
  .map((file) => file.replaceAll(path.sep, '/'));

describe('ARCHITECTURE.md', () => {
  test('is there', () => {
    expect(existsSync(page)).toBe(true);
  });

  test('names only paths that exist: change the page with the code, in one commit', () => {
    const named = pathsNamedIn(readFileSync(page, 'utf8'));

    expect(named.filter((name) => !namesOneOf(files, name))).toEqual([]);
  });
});

describe('what counts as a path of the page', () => {
  test('is what stands in backticks and looks like a file or starts with a folder of the root', () => {
    const markdown =
      'The file `libs/protocol/src/clock.ts`, the folder `libs/audit`, `next-step.ts`, every `*.port.ts`; not `/oauth/token`, ' +
      '`./data/postgres`, `@nestjs/common`, `application/json`, `grants/<grant>.ts` or `npm start`.\n```\nlibs/gone.ts `x.ts`\n```\n';

    expect(pathsNamedIn(markdown)).toEqual(['libs/protocol/src/clock.ts', 'libs/audit', 'next-step.ts', '*.port.ts']);
  });

  test.each([
    { name: 'libs/audit', expected: true },
    { name: 'audit.port.ts', expected: true },
    { name: '*.port.ts', expected: true },
    { name: 'libs/*/src/*.port.ts', expected: true },
    { name: '**/src/audit.port.ts', expected: true },
    { name: 'port.ts', expected: false },
    { name: 'libs/aud', expected: false },
    { name: 'libs/*/audit.port.ts', expected: false },
  ])('$name: $expected', ({ name, expected }) => {
    expect(namesOneOf(['libs/audit/src/audit.port.ts'], name)).toBe(expected);
  });
});
