import { leftoverWarnings, placedWarnings, sourceWarnings } from './source-warnings.js';

const SOURCE = "var a;\n  load('a');\nfunction onAuthenticationSuccess() {\n  load('b'); fetch('c'); load('d');\n}";

test('each thing is told once, with its places and what to do', () => {
  expect(leftoverWarnings(SOURCE)).toEqual([
    {
      problem: 'uses load (line 2, column 3; also in line 4), which is not here',
      remedy: 'One script is one text; build it with a bundler if it has parts',
    },
    {
      problem: 'uses fetch (line 4, column 14), which is not here',
      remedy: 'Http waits for its answer, and there are no timers',
    },
  ]);
});

test('of a source whose place nobody knows a name that is nearly right is told, too', () => {
  expect(sourceWarnings(SOURCE).at(-1)).toEqual({
    problem: 'has a function onAuthenticationSuccess, which nobody calls',
    remedy: 'Write onAuthenticateSuccess if that is meant',
  });
});

test('one by one each use has its place', () => {
  const message = 'load is not here: one script is one text; build it with a bundler if it has parts';

  expect(placedWarnings(SOURCE)).toMatchObject([
    { message, line: 2, column: 3 },
    { message, line: 4, column: 3 },
    { line: 4, column: 14 },
    { message, line: 4, column: 26 },
    { message: expect.stringMatching(/^it has a function onAuthenticationSuccess/) as string },
  ]);
});

test('a function without its keyword is told of', () => {
  const source = '// x\n  onTokenGenerating(theUserSession, theDetails)\n{\n  Log.info("a");\n}';

  expect(leftoverWarnings(source)).toEqual([
    {
      problem: 'calls onTokenGenerating (line 2, column 3) and does not define it',
      remedy: 'Write function onTokenGenerating(…)',
    },
  ]);
  expect(placedWarnings(source)).toMatchObject([{ line: 2, column: 3 }]);
});

test.each([
  'async function onTokenGenerating(a) { }',
  'function\nonTokenGenerating(a) { }',
  'const all = {\n  onTokenGenerating(a) { },\n  authenticate(a) { }\n};',
  'class A { authenticate(a) { } }',
  'function authenticate(a) { }\nif (a) { authenticate(b); }',
])('nobody is told of %j', (source) => {
  expect(sourceWarnings(source)).toEqual([]);
});

test('a script of today is warned of nothing', () => {
  expect(sourceWarnings('function onTokenGenerating(a) { Log.info(a.launch); }')).toEqual([]);
});
