import { idleWarning, misspeltFunction, missingProblem, unnamedProblem } from './missing-function.js';

const ASKED = { functionName: 'onAuthenticateSuccess' };
const wanted = ['onAuthenticateSuccess'];

describe('ruling 53: a source without the function lets nobody through', () => {
  test.each([
    { name: 'emptied', source: ' \n', says: 'there is no function onAuthenticateSuccess: it is empty' },
    { name: 'commented out', source: '// nothing\n/* function onAuthenticateSuccess() {} */', says: /: it is empty$/ },
    {
      name: 'half commented out',
      source: 'println("function helper"); // function onAuthenticateSuccess() {}',
      says: /: it has none$/,
    },
    { name: 'half written', source: '// who may come in\n"use strict";', says: /: it has none$/ },
    {
      name: 'misspelt',
      source: 'function helper() {} function onAuthenticateSucess(o, f) { return f.newFailure(); }',
      says: /: it has helper, onAuthenticateSucess; write onAuthenticateSuccess for onAuthenticateSucess$/,
    },
    {
      name: 'misspelt by case',
      source: 'const onauthenticatesuccess = (o) => o;',
      says: /write onAuthenticateSuccess/,
    },
    { name: 'misspelt without a keyword', source: 'OnAuthenticateSuccess = function () {}', says: /write onAuth/ },
    {
      name: 'misspelt in a file of several places',
      source: 'function onTokenGenerating() {} function onAuthenticateSucces() {}',
      defined: ['onTokenGenerating'],
      says: /write onAuthenticateSuccess for onAuthenticateSucces$/,
    },
  ])('$name', ({ source, defined = [], says }) => {
    expect(missingProblem(ASKED, defined, source)).toMatch(says);
    if (defined.length === 0) expect(unnamedProblem(wanted, source)).toMatch(says);
  });

  test.each([
    { functionName: 'authenticate', source: 'function onTokenGenerating() {}', defined: ['onTokenGenerating'] },
    { functionName: 'getUserName', source: 'function other() {}', defined: [] },
  ])('$functionName is never optional', ({ functionName, source, defined }) => {
    const problem = missingProblem({ functionName, isRequired: true }, defined, source);
    expect(problem).toMatch(new RegExp(`^there is no function ${functionName}: it has o`));
  });
});

describe('product reference 9.2: a missing function is no error', () => {
  test.each([
    { name: 'beside another of its place', functionName: 'onPostAuthorize', source: 'function onTokenGenerating() {}' },
    {
      name: 'in a file of another place',
      functionName: 'onAuthenticateSuccess',
      source: 'function onTokenGenerating() {}',
    },
  ])('$name', ({ functionName, source }) => {
    expect(missingProblem({ functionName }, ['onTokenGenerating'], source)).toBeUndefined();
    expect(unnamedProblem([functionName], source)).toBeUndefined();
  });

  test('under a name of its own, as existing installations have it: it is told, not refused', () => {
    const source = 'function onAuthenticationSuccess(theOutcome) { return theOutcome; }';

    expect(missingProblem(ASKED, [], source)).toBeUndefined();
    expect(unnamedProblem(wanted, source)).toBeUndefined();
    expect(idleWarning(wanted, source)).toMatch(
      /: it has onAuthenticationSuccess; write onAuthenticateSuccess for onAuthenticationSuccess$/,
    );
  });
});

test('a function in a comment is none', () => {
  const source = 'function onTokenGenerating() {} // function onAuthenticateSuccess() {}';

  expect(idleWarning(wanted, source)).toMatch(/: it has onTokenGenerating$/);
});

test('a source that has the function is not warned of', () => {
  expect(idleWarning(wanted, 'globalThis["onAuthenticateSuccess"] = check;')).toBeUndefined();
});

test.each([
  { source: 'function onAuthenticationSuccess() {}', meant: 'onAuthenticateSuccess' },
  { source: 'const ontokengenerating = () => {};', meant: 'onTokenGenerating' },
  { source: 'const authentcate = 1; function authentcate() {}', meant: 'authenticate' },
  { source: 'function onTokenGenerating() {} function onTokenGenerated() {}', meant: undefined },
  { source: 'function authorize() {} function getUserId() {} function onFinished() {}', meant: undefined },
])('of $source the function that is meant is $meant', ({ source, meant }) => {
  expect(misspeltFunction(source)?.meant).toBe(meant);
});

test.each(['a$'.repeat(500_000), `${' '.repeat(1_000_000)}=`, 'function '.repeat(100_000)])(
  'V-90: a source of a megabyte is looked through at once',
  (source) => {
    expect(missingProblem(ASKED, [], source)).not.toBe('');
  },
);
