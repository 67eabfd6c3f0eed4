// Style is prettier's business, types are tsc's. What stands here are mistakes: unhandled promises, holes in the types, and
// the rules of the house that a program can decide. Errors only: a warning is a rule nobody keeps.
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The environment, the clock and chance come in as arguments, so that every rule can be tested and every run repeated. */
const ambientInput = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only apps/server/src/configuration.ts reads the environment; take an option class instead.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'Only apps/server/src/configuration.ts reads the environment; take an option class instead.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take the time from a Clock (#protocol/clock).',
  },
  {
    selector: ":matches(NewExpression, CallExpression)[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from a Clock (#protocol/clock).',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Math.random can be predicted; use #protocol/random.',
  },
  {
    selector:
      'MemberExpression[object.name=/[cC]rypto$/][property.name=/^(random(Bytes|UUID|Int|Fill|FillSync)|getRandomValues)$/]',
    message: 'Take random values from #protocol/random.',
  },
  {
    selector:
      'ImportDeclaration[source.value=/^(node:)?crypto$/] > ImportSpecifier[imported.name=/^(random(Bytes|UUID|Int|Fill|FillSync)|getRandomValues)$/]',
    message: 'Take random values from #protocol/random.',
  },
];

const secretName = '/^(secret|hash|token|password)$|(Secret|Hash|Token|Password)$/';
const harmless = ":not([type='Literal']):not([name='undefined']):not([type='UnaryExpression'])";

/** `===` stops at the first difference, and how long it took tells an attacker where that was. */
const leakyComparison = [
  ['left', 'right'],
  ['right', 'left'],
].map(([side, other]) => ({
  selector:
    `BinaryExpression[operator=/^[!=]==?$/]:matches([${side}.name=${secretName}], [${side}.property.name=${secretName}])` +
    `:has(> ${harmless}.${other})`,
  message: 'Compare secrets, tokens and their hashes in constant time (#protocol/constant-time).',
}));

/** There are unions of strings instead. Without enums of our own, the slow rule that watches over their values need not run. */
const noEnums = { selector: 'TSEnumDeclaration', message: 'Take a union of strings instead of an enum.' };

const vmImports = ['vm', 'node:vm'].map((name) => ({ name, message: 'node:vm isolates nothing; see libs/scripts.' }));

/** Text that becomes a program. Administrators' scripts have an engine of their own for that. */
const noCodeFromText = {
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-imports': ['error', { paths: vmImports }],
};

const throughEgress = 'Whom the server may call is decided in libs/egress; take its port.';

/** One way out of the server, with all its limits. */
const noOtherWayOut = {
  'no-restricted-globals': [
    'error',
    ...['fetch', 'WebSocket', 'EventSource'].map((name) => ({ name, message: throughEgress })),
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...vmImports,
        { name: 'node:http', importNames: ['request', 'get'], message: throughEgress },
        ...['node:https', 'node:http2', 'node:dns', 'node:dns/promises'].map((name) => ({
          name,
          message: throughEgress,
        })),
      ],
    },
  ],
};

/** Of all names that nobody declares the engine of the guest knows those of the language alone; of these it lacks some. */
const languageAlone = {
  'no-undef': 'error',
  'no-restricted-globals': [
    'error',
    ...['Intl', 'WebAssembly'].map((name) => ({ name, message: 'The engine that the guest runs in has none.' })),
  ],
};

const membersOfGlobal = {
  selector: "MemberExpression[object.name='globalThis']",
  message: 'By this name the compiler finds what is of Node; the engine has nothing of it.',
};

const tests = ['test/**/*.ts', '**/*.spec.ts'];

export default defineConfig(
  { ignores: ['dist/', 'data/', 'node_modules/', '.runtime/', 'coverage/', 'test/scripts/'] },
  {
    files: ['{apps,libs,test,bench,tools}/**/*.ts', 'ormconfig.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    // One program for all files; the project service would open them one by one, as an editor does, and take half as long again.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...noCodeFromText,
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noEnums, ...ambientInput, ...leakyComparison],
      // A Nest module is an empty class that carries a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Nest declares its option objects as classes and means their shape; it is also the slowest rule of all.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Letters by code point is what a protocol of ASCII words means by `[...word]`.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // A memory store implements an asynchronous port without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  { files: ['libs/**/*.ts'], rules: { 'no-console': 'error' } },
  { files: ['{apps,libs}/**/*.ts'], ignores: ['libs/egress/**', '**/*.spec.ts'], rules: noOtherWayOut },
  {
    files: ['libs/scripts/src/**/guest/**/*.ts'],
    ignores: tests,
    rules: {
      ...languageAlone,
      'no-restricted-syntax': ['error', noEnums, membersOfGlobal, ...ambientInput, ...leakyComparison],
    },
  },
  {
    // The three files the others take it from.
    files: ['apps/server/src/configuration.ts', 'libs/protocol/src/clock.ts', 'libs/protocol/src/random.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnums, ...leakyComparison] },
  },
  {
    // A memory store finds its rows by their hash.
    files: ['**/stores/memory/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnums, ...ambientInput] },
  },
  { files: [...tests, 'bench/**/*.ts', 'tools/**/*.ts'], rules: { 'no-restricted-syntax': ['error', noEnums] } },
  {
    // A test looks into answers whose shape is what it is about to prove; a surprise fails the test.
    files: tests,
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['scripts/**/*.mjs', 'test/**/*.js', 'tools/**/*.mjs', '*.js', '*.cjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['AbortController', 'console', 'module', 'performance', 'process', 'URL'].map((name) => [name, 'readonly']),
      ),
    },
    rules: noCodeFromText,
  },
  {
    // What takes the place of a package is called as packages are, and not compiled.
    files: ['libs/ldapauth-fork/**/*.cjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      sourceType: 'commonjs',
      globals: Object.fromEntries(
        ['AbortController', 'AbortSignal', 'Buffer', 'clearTimeout', 'performance', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { ...noCodeFromText, eqeqeq: 'error' },
  },
);
