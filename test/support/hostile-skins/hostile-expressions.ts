import { anyOf, oneOf, someOf, type Maker } from './choosing.js';

const NAMES = [
  ...['client_name', 'scopes', 'user', 'param', 'session', 'form', '_csrf', 'servers', 'contexts', 'x', 'this', 'root'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'class',
    'getClass()',
    'toString',
    'valueOf',
    '__defineGetter__',
    'process',
  ],
  ...[
    'globalThis',
    'Function',
    'require',
    'module',
    'env',
    'mainModule',
    'caller',
    'callee',
    'arguments',
    'hasOwnProperty',
  ],
];
const OBJECTS = [
  'strings',
  'lists',
  'ctx',
  'vars',
  'root',
  'request',
  'session',
  'authentication',
  'execInfo',
  'ids',
  'dates',
  'numbers',
  'messages',
  'uris',
  'aggregates',
  'httpServletRequest',
  '__proto__',
  'constructor',
  'this',
];
const ESCAPES = [
  ...[
    "T(java.lang.Runtime).getRuntime().exec('id')",
    'T (java.lang.System).getenv()',
    'new java.io.File("/etc/passwd")',
    'new\tProcessBuilder("id").start()',
  ],
  ...[
    "''.class.forName('java.lang.Runtime')",
    "''.getClass().forName('x')",
    "[].constructor.constructor('return process.env')()",
    "''.constructor.constructor('return this')()",
  ],
  ...[
    '#ctx.getVariable("x").class',
    '@systemEnvironment',
    '@bean.method()',
    '#vars.__proto__.polluted = 1',
    '__proto__.polluted=1',
    "#strings['constructor']('return 1')",
  ],
  ...[
    '{}.__proto__.polluted',
    "{'__proto__': {'polluted': 1}}",
    "{__proto__: 1}['polluted']",
    'client_name.__proto__',
    "client_name['constructor']['constructor']",
    'process.env.GATEHOUSE_CANARY',
  ],
  ...[
    '#request.getServletContext().getRealPath("/")',
    '#session.getAttribute("user").password',
    '#httpServletRequest.getHeader("cookie")',
    '_csrf.constructor',
    '#execInfo.templateStack[0].class',
  ],
  ...[
    'scopes.![#this.class]',
    'scopes.?[constructor]',
    'scopes.^[__proto__]',
    '#root.class',
    '#this.constructor',
    'param.error[0].constructor',
    '#lists.sort(scopes).constructor',
    'scopes.getClass()',
  ],
  ...[
    '7*7',
    '1/0',
    '9223372036854775807 + 1',
    '1e309',
    '0x41414141',
    '-9e999 % 0',
    '1 div 0',
    'null.x',
    "'a' * 3",
    "'\\u0027 + 1'",
  ],
];
const HEAVY = [
  ...[
    '#strings.repeat(client_name, 1000000000)',
    '#numbers.sequence(1, 1000000000)',
    '#strings.concat(client_name, client_name, client_name)',
    '#strings.replace(client_name, "", "aaaaaaaaaaaaaaaaaaaaaaaa")',
  ],
  ...[
    '#strings.randomAlphanumeric(1000000000)',
    "#strings.arraySplit(client_name, '')",
    '#lists.toList(#numbers.sequence(0, 9999))',
    '#strings.abbreviate(client_name, 2147483647)',
    "#dates.format(#dates.createNow(), 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')",
  ],
  ...[
    '#numbers.formatDecimal(1, 1000000000, 1000000000)',
    '#numbers.formatInteger(1, 2147483647)',
    "#strings.unescapeJava('\\\\u0041')",
    '#strings.listJoin(#numbers.sequence(0, 9999), client_name)',
  ],
];

const atom: Maker = anyOf(
  (chance) => oneOf(chance, NAMES),
  (chance) => `${oneOf(chance, NAMES)}.${oneOf(chance, NAMES)}`,
  (chance) => `${oneOf(chance, NAMES)}['${oneOf(chance, NAMES)}']`,
  (chance) => `#${oneOf(chance, OBJECTS)}.${oneOf(chance, NAMES)}`,
  (chance) => oneOf(chance, ESCAPES),
  (chance) => oneOf(chance, ESCAPES),
  (chance) => oneOf(chance, HEAVY),
  (chance) => String(chance.between(-9, 9_999_999)),
  (chance) => `'${oneOf(chance, ['<script>alert(1)</script>', '__${7*7}__', '${7*7}', "''", '\\', ']]', '\u0000'])}'`,
);
const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  ' and ',
  ' or ',
  ' == ',
  ' != ',
  ' > ',
  ' lt ',
  ' ?: ',
  ' div ',
  '.',
  ',',
  '=',
];

/** What may stand between `${` and `}`: names that are none, classes, what takes long, and nonsense of it. */
export const hostileInner: Maker = anyOf(
  atom,
  atom,
  (chance) => `${atom(chance)}${oneOf(chance, OPERATORS)}${atom(chance)}`,
  (chance) => `${atom(chance)} ? ${atom(chance)} : ${atom(chance)}`,
  (chance) => '('.repeat(chance.between(1, 400)) + atom(chance),
  (chance) => someOf(chance, [2, 90], atom).join(oneOf(chance, OPERATORS)),
  (chance) => `{${someOf(chance, [0, 6], atom).join(',')}}`,
  (chance) => `${oneOf(chance, NAMES)}${oneOf(chance, ['[', '(', '.?[', '.![', '?.', '[0]['])}${atom(chance)}`,
  (chance) => '!'.repeat(chance.between(1, 5_000)) + atom(chance),
);

const wrapped: readonly ((inner: string) => string)[] = [
  ...[
    (one: string) => `\${${one}}`,
    (one: string) => `\${${one}}`,
    (one: string) => `\${${one}}`,
    (one: string) => `*{${one}}`,
  ],
  ...[
    (one: string) => `#{${one}}`,
    (one: string) => `@{${one}}`,
    (one: string) => `~{${one}}`,
    (one: string) => `__\${${one}}__`,
  ],
  ...[
    (one: string) => `\${__\${${one}}__}`,
    (one: string) => `|a \${${one}} b|`,
    (one: string) => `@{/x/{y}(y=\${${one}},z=*{${one}})}`,
  ],
  ...[
    (one: string) => `\${{${one}}}`,
    (one: string) => `#{__\${${one}}__(\${${one}})}`,
    (one: string) => `~{::__\${${one}}__}`,
    (one: string) => one,
  ],
];

/** An expression as it stands in an attribute of a template; double quotes would end it. */
export const hostileExpression: Maker = (chance) => {
  const inner = hostileInner(chance);
  return oneOf(chance, wrapped)(chance.oneIn(6) ? oneOf(chance, wrapped)(inner) : inner).replaceAll('"', '&quot;');
};
