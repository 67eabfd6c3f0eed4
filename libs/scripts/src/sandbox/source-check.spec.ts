import { ScriptPool } from './pool/script-pool.js';
import { checkSource } from './source-check.js';

const pool = new ScriptPool({ threads: 1 });
afterAll(() => pool.close());

const check = (source: string, isModule = false) => checkSource(pool, { source, fileName: 'library:launch', isModule });

describe('a source that is saved', () => {
  test.each([
    { name: 'an unexpected token', source: 'var a = ;', at: [1, 9] },
    { name: 'a function without its keyword', source: '\nonTokenGenerating(a, b) {\n  return 1;\n}', at: [2, 25] },
    { name: 'a bracket that is not closed', source: 'function f() {\n  if (a {\n  }\n}', at: [2, 9] },
    { name: 'an end that comes too soon', source: 'function f() {\n  var x = {\n', at: [3, 1] },
    { name: 'a second let', source: 'let a;\nlet a;', at: [2, 6] },
    { name: 'a getter with a mistake', source: 'let b = {\n  get x( { return 1 } };', at: [2, 21] },
    { name: 'an error in a module', source: 'export function a() {}\nexport const b = ;', isModule: true, at: [2, 18] },
    { name: 'what modules forbid', source: 'var a;\na = 010;', isModule: true, at: [2, 5] },
    { name: 'export where there is no module', source: '\n\nexport function a() {}', at: [3, 1] },
    { name: 'letters of more than one byte', source: 'ä = 1; ü = ;', at: [1, 12] },
    { name: 'Windows line ends', source: '\r\n\r\nvar = 1', at: [3, 5] },
    { name: 'a string over two lines', source: 'a = "abc\ndef"', at: [1, 5] },
    { name: 'return at the top', source: 'return 1', at: [1, 1] },
    { name: 'deep nesting', source: '('.repeat(100_000) },
    { name: 'an import', source: 'import fs from "fs";', isModule: true },
  ])('is told with line and column: $name', async ({ source, isModule = false, at }) => {
    const found = await check(source, isModule);

    const position = at && { position: { line: at[0], column: at[1] } };
    expect(found).toMatchObject({ kind: 'fault', message: expect.stringMatching(/\w{5}/), ...position });
  });

  test.each([
    {
      name: 'top-level statements are not run',
      source: 'for (;;); nowhere(); Http.get("https://example.org").execute();',
    },
    { name: 'modern syntax', source: 'a ??= b?.c?.[1]; const { x, ...y } = `${z}`; class A { #p = 1_000; static {} }' },
    { name: 'old syntax', source: 'with (a) { b = 010; }' },
    { name: 'a byte order mark', source: '\uFEFFvar a = 1;' },
    { name: 'nothing', source: '' },
    { name: 'a module that waits', source: 'const a = await b; export default function () {}', isModule: true },
  ])('loads: $name', async ({ source, isModule = false }) => {
    expect(await check(source, isModule)).toEqual({ kind: 'loads' });
  });
});
