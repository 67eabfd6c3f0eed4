import { NotApplicable } from './not-applicable.js';
import { readContext } from './test-context.js';

const variable = (source: string): unknown => readContext([['x', source]]).variables.get('x');

describe('the context of a test', () => {
  test.each([
    { source: "{ 'a', 2.5, -1 }", expected: ['a', 2.5, -1] },
    {
      source: "#{ 'a' : true, 'b' : null }",
      expected: new Map<string, unknown>([
        ['a', true],
        ['b', null],
      ]),
    },
    { source: "'a' + 1", expected: 'a1' },
    { source: "new java.math.BigDecimal('18.75')", expected: { digits: '18.75' } },
    { source: '@java.lang.Integer@valueOf(3)', expected: 3 },
    { source: 'new java.util.HashSet({1, 1})', expected: new Set([1]) },
    { source: 'new a.b.ValueLazyContextVariable(false)', expected: false },
    { source: '#calendars.create(2006, 4, 2, 13, 20)', expected: new Date('2006-04-02T13:20:00Z') },
  ])('$source', ({ source, expected }) => {
    expect(variable(source)).toEqual(expected);
  });

  test.each(['new a.b.Bean()', '@java.lang.Runtime@getRuntime()', "'a'.getBytes()", '#dates.createNow()'])(
    '%s is not plain data',
    (source) => {
      expect(() => variable(source)).toThrow(NotApplicable);
    },
  );

  test('assigns in order, to members of what is there already, and to the parts of a request', () => {
    const context = readContext([
      ['m', 'new java.util.LinkedHashMap()'],
      ["m['k']", "'v'"],
      ['n', 'm.k'],
      ['param.p', "'1'"],
      ['param.p', '2'],
      ['session.s', 'n'],
      ['request.r', 'true'],
      ['locale', "'es_ES'"],
    ]);

    expect(context).toEqual({
      variables: new Map<string, unknown>([
        ['m', new Map([['k', 'v']])],
        ['n', 'v'],
        ['r', true],
      ]),
      parameters: new Map([['p', ['1', '2']]]),
      session: new Map([['s', 'v']]),
      application: new Map(),
      locale: 'es-ES',
    });
  });
});
