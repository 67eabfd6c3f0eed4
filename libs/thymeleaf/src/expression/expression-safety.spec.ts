import fc from 'fast-check';
import { printed } from '../printed.js';
import { TemplateError } from '../template-error.js';
import { MarkupText, recordOf, type Value } from '../value.js';
import { parseAssignations } from './parse-assignations.js';
import { parseEach } from './parse-each.js';
import { parseExpression } from './parse-expression.js';
import { parseFragmentExpression } from './parse-fragment.js';
import { parseSequence } from './parse-sequence.js';
import { parseFragmentSignature } from './parse-signature.js';
import { piecesOf } from './pieced-text.js';
import { evaluated, type Given, scopeOf, start } from './testing/evaluating.js';

const hostile = '<b>"\'&</b>';
const model: Record<string, Value> = {
  ...{ name: hostile, one: 1, yes: true, text: 'abc', list: ['a', 'b'], key: 'constructor', proto: '__proto__' },
  user: recordOf([['name', hostile]]),
  trusted: new MarkupText('<i>terms</i>'),
};

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('V-80: what leads out of the page', () => {
  test.each([
    '${T(java.lang.Runtime).getRuntime()}',
    '${T  (java.lang.String)}',
    "${new java.lang.String('a')}",
    '${new\tjava.lang.String()}',
    '${@bean.method()}',
    '${@java.lang.Math@PI}',
    '${@ org.x@y}',
    '\u0000${\u0000@org.x@Y}'.slice(1),
    '${text instanceof String}',
    "${text matches '(a+)+'}",
    '${text = 1}',
    '${text.class}',
    "${text['class']}",
    '${text.getClass()}',
    '${text.getClass().forName("x")}',
    '${text.constructor.constructor("x")()}',
    '${user.\\_\\_proto\\_\\_}',
    '${list.prototype}',
    '${user?.constructor}',
    '${#ctx.class}',
    '${#vars["\\_\\_proto\\_\\_"]}',
    '${:[#this]}',
    "${''.getClass().getClass()}",
    '${list.![constructor]}',
    '${list.?[getClass() != null]}',
  ])('refuses %s when it is parsed', (source) => {
    expect(faultOf(() => parseExpression(source, start))).toBe('refused');
  });

  test.each([
    '${user[key]}',
    '${user[proto]}',
    '${list[key]}',
    '${text[key]}',
    '${user.get(key)}',
    '${user.get(proto)}',
  ])('a name of the data never reaches a prototype: %s', (source) => {
    let value: Value | string = null;
    const fault = faultOf(() => (value = evaluated(source, { model })));
    expect([value, ['none', 'value', 'refused'].includes(fault)]).toEqual([null, true]);
  });

  test.each(['toString', 'hasOwnProperty', 'watch', 'push', 'sort', 'map', 'then', 'call', 'apply', 'bind', 'valueOf'])(
    'a list has no method %s() beside those that are listed',
    (name) => {
      const fault = faultOf(() => evaluated(`\${list.${name}(1)}`, { model }));
      expect(['unknown', 'value', 'refused']).toContain(fault);
    },
  );

  test('a getter reads what the record itself has', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);

    for (const name of names)
      expect(
        faultOf(() => evaluated(`\${user.${name}}`, { model })) !== 'none' ||
          evaluated(`\${user.${name}}`, { model }) === null,
      ).toBe(true);
  });
});

describe('V-79: what is written in data stays text', () => {
  const texts = [
    '${7*7}',
    '#{7*7}',
    '*{7*7}',
    '[[${7*7}]]',
    '[(${7*7})]',
    '__${7*7}__',
    '{{7*7}}',
    '<%=7*7%>',
    '@{/x}',
    '~{a}',
  ];

  test.each(texts)('%s as a value is shown as it is', (text) => {
    expect(evaluated('${given}', { model: { given: text } })).toBe(text);
    expect(evaluated('|a ${given}|', { model: { given: text } })).toBe(`a ${text}`);
  });

  test.each(texts)('%s is not put into an expression by preprocessing', (text) => {
    expect(faultOf(() => evaluated("'__${given}__'", { model: { given: text } }))).toBe('refused');
  });

  test('what preprocessing gives is no name of a prototype either', () => {
    expect(faultOf(() => evaluated('${user.__${key}__}', { model }))).toBe('refused');
  });
});

describe('th:utext of a skin: what comes of the model is escaped', () => {
  const escaped = '&lt;b&gt;&quot;&#39;&amp;&lt;/b&gt;';
  const given: Given = { model, use: 'markup', messages: { hi: '<em>{0}</em>' } };

  test.each([
    ['${name}', escaped],
    ['*{name}', escaped],
    ['${user.name}', escaped],
    ["'<b>' + ${name} + '</b>'", `<b>${escaped}</b>`],
    ['|<b>${name}</b>|', `<b>${escaped}</b>`],
    ["${'<b>' + name}", `<b>${escaped}`],
    ["${name.concat('<i>')}", `${escaped}&lt;i&gt;`],
    ['#{hi(${name})}', `<em>${escaped}</em>`],
    ['#{${name}}', `??${escaped}_en??`],
    ['${trusted}', '<i>terms</i>'],
    ["${yes} ? '<b>' : ${name}", '<b>'],
    ['${missing} ?: ${name}', escaped],
    ["${name == '<b>' ? '<i>' : name}", escaped],
    ['@{/x(a=${name})}', '/app/x?a=%3Cb%3E%22&#39;%26%3C/b%3E'],
    ["${{'<b>', name}}", `[&lt;b&gt;, ${escaped}]`],
  ])('%s gives %s', (source, expected) => {
    expect(evaluated(source, given)).toEqual(new MarkupText(expected));
  });
});

describe('restricted uses', () => {
  const environment = { parameters: recordOf([['x', 'y']]) };

  test.each([
    '${param.x}',
    "${param['x']}",
    '${#vars.param.x}',
    '${#root.param}',
    '${#httpServletRequest.getParameter("x")}',
    '${param.x[0]}',
  ])('%s may be shown, and not be put where it could do harm', (source) => {
    expect(faultOf(() => evaluated(source, { environment }))).toBe('none');
    for (const use of ['restricted', 'markup', 'handler'] as const)
      expect(faultOf(() => evaluated(source, { environment, use }))).toBe('refused');
    expect(faultOf(() => evaluated(`__${source}__`, { environment }))).toBe('refused');
    expect(faultOf(() => evaluated(`@{${source}}`, { environment }))).toBe('refused');
    expect(faultOf(() => evaluated(`~{${source}}`, { environment }))).toBe('refused');
  });

  test('a parameter of a link may be one of the request', () => {
    expect(evaluated('@{/x(a=${param.x})}', { environment, use: 'restricted' })).toBe('/app/x?a=y');
  });

  test.each(['${name}', '*{name}', '|f(${name})|', "'f(' + ${name} + ')'", '${list}'])(
    '%s is refused in an event handler',
    (source) => {
      expect(faultOf(() => evaluated(source, { model, use: 'handler' }))).toBe('refused');
    },
  );

  test.each(['${one}', '${yes}', '${missing}', "'f(1)'", "|f(${'$'}{one})|".replace("${'$'}", '$')])(
    '%s may stand in one',
    (source) => {
      expect(faultOf(() => evaluated(source, { model, use: 'handler' }))).toBe('none');
    },
  );

  test('pages for 3.0 get texts that are told from the words of the author', () => {
    const name = "');alert(1)//";
    const given: Given = { model: { name }, use: 'handler', environment: { handlers: 'compatible' } };

    expect(piecesOf(evaluated("|f('${name}')|", given)).filter((piece) => piece !== '')).toEqual([
      "f('",
      { value: name },
      "')",
    ]);
  });

  test('a computed link never runs a script', () => {
    const notices: unknown[] = [];

    expect(
      evaluated('@{${x}}', {
        model: { x: ' java\tscript:alert(1)' },
        environment: { notice: (message, place) => notices.push([message, place]) },
      }),
    ).toBe('#');
    expect(notices).toEqual([
      [
        expect.stringContaining('became #'),
        expect.objectContaining({ position: { line: 1, column: 1 }, expression: '@{${x}}' }),
      ],
    ]);
  });

  test('what is put into a link is not looked at for further parameters', () => {
    expect(evaluated('@{/x/{id}(id=${v},z=1)}', { model: { v: '{z}{id}' } })).toBe('/app/x/%7Bz%7D%7Bid%7D?z=1');
    expect(evaluated('@{/x(a=${v})}', { model: { v: 'a&scope=evil' } })).toBe('/app/x?a=a%26scope%3Devil');
  });
});

describe('limits (V-81)', () => {
  const long = 'x'.repeat(350 * 1024);

  test.each([
    ['too many parts', `\${${'1+'.repeat(400)}1}`],
    ['too deep', `\${${'('.repeat(65)}1${')'.repeat(65)}}`],
    ['too deep outside', `${'('.repeat(65)}1${')'.repeat(65)}`],
    ['too long', `'${'x'.repeat(17_000)}'`],
  ])('an expression that is %s is refused', (_, source) => {
    expect(faultOf(() => parseExpression(source, start))).toBe('limit');
  });

  test.each([
    ['${a.concat(a)}'],
    ["${a.replace('x', 'yyyyyyyy')}"],
    ['${a + a}'],
    ['|${a}${a}|'],
    ["${a.split('x')}"],
    ['${list.![#root.a.replace("x", #root.a)]}'],
    ['@{/x(a=${a},b=${a})}'],
  ])('%s of a long text stops in time', (source) => {
    expect(
      faultOf(() => evaluated(source, { model: { a: long, list: Array.from({ length: 9000 }, () => 'x') } })),
    ).toBe('limit');
  });

  test('nested walks over lists cost steps', () => {
    const list = Array.from({ length: 1000 }, () => 1);

    expect(faultOf(() => evaluated('${l.![#root.l.![#root.l.![1]]]}', { model: { l: list } }))).toBe('limit');
  });
});

describe('any text', () => {
  const pieces = [
    ...[
      '${',
      '*{',
      '#{',
      '@{',
      '~{',
      '}',
      '{',
      '(',
      ')',
      '[',
      ']',
      "'",
      '"',
      '|',
      '__',
      '\\',
      ' ',
      ',',
      '.',
      '?.',
      '.?[',
      '.![',
      '::',
      ':',
      '?',
      '?:',
    ],
    ...[
      '=',
      '==',
      '!=',
      '<',
      '>=',
      '+',
      '-',
      '*',
      '/',
      '%',
      '!',
      '_',
      'and',
      'or',
      'not',
      'a',
      'user',
      'name',
      '1',
      '1.5',
      '#vars',
      '#strings',
      'T(',
      'new ',
      '@',
      'é',
      '\n',
      '\u0000',
      '😀',
    ],
  ];
  const sources = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  );
  const parsers = [
    parseExpression,
    parseFragmentExpression,
    parseFragmentSignature,
    parseEach,
    parseAssignations,
    parseSequence,
  ];

  test('is parsed, or refused with a place', () => {
    fc.assert(
      fc.property(sources, fc.constantFrom(...parsers), (source, parse) => {
        try {
          const parsed = parse(source, start);
          if ('evaluate' in parsed) printed(parsed.evaluate(scopeOf({ model })), scopeOf());
        } catch (error) {
          if (!(error instanceof TemplateError) || !error.place.position) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('in markup never lets a sign of the model through', () => {
    const marked = {
      model: { ...model, a: '<script>', user: recordOf([['name', '<script>']]), name: '<script>' },
      use: 'markup' as const,
    };
    fc.assert(
      fc.property(sources, (source) => {
        fc.pre(!source.includes('<'));
        try {
          expect(printed(evaluated(source, marked), scopeOf())).not.toContain('<script>');
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
