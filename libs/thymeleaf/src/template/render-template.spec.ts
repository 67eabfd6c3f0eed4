import { defaultRenderLimits } from '../limits.js';
import { recordOf, type Value } from '../value.js';
import { TemplateError } from '../template-error.js';
import { compileTemplates } from './compile-templates.js';
import { rendered } from './testing/rendering.js';

const model = recordOf(
  Object.entries({
    ...{ name: 'Ann & <Bob>', nothing: null, yes: true, no: false, two: 2, list: ['a', 'b', 'c'], cls: 'x y' },
    person: recordOf([['first', 'Ann']] as const),
  } satisfies Record<string, Value>),
);

describe('renderTemplate', () => {
  test.each([
    ['th:text', '<p th:text="${name}">x</p>', '<p>Ann &amp; &lt;Bob&gt;</p>'],
    ['data-th-text', '<p data-th-text="${two}">x</p>', '<p>2</p>'],
    ['nothing for null', '<p th:text="${nothing}">x</p>', '<p></p>'],
    ['text in texts', '<p>Hi [[${name}]]!</p>', '<p>Hi Ann &amp; &lt;Bob&gt;!</p>'],
    ['an attribute in its place', '<a th:title="${two}" class="c">x</a>', '<a title="2" class="c">x</a>'],
    ['no attribute for null', '<a title="t" th:title="${nothing}">x</a>', '<a>x</a>'],
    [
      'a boolean attribute',
      '<input th:checked="${yes}"/><input checked th:checked="${no}"/>',
      '<input checked="checked"/><input/>',
    ],
    ['more classes', '<p class="a" th:classappend="${cls}">x</p>', '<p class="a x y">x</p>'],
    ['attributes by name', '<p th:attr="title=${two},lang=\'en\'">x</p>', '<p title="2" lang="en">x</p>'],
    ['an unknown attribute', '<p th:whatever="${two}">x</p>', '<p whatever="2">x</p>'],
    ['th:if before th:text, however written', '<p th:text="${nothing.x}" th:if="${no}">x</p>', ''],
    ['th:unless', '<p th:unless="${no}">x</p>', '<p>x</p>'],
    [
      'blanks in loops',
      '<ul>\n  <li th:each="i : ${list}" th:text="${i}">x</li>\n</ul>',
      '<ul>\n  <li>a</li>\n  <li>b</li>\n  <li>c</li>\n</ul>',
    ],
    [
      'the status of a loop',
      '<b th:each="i, s : ${list}" th:text="${s.count + \'/\' + s.size}"/>',
      '<b>1/3</b><b>2/3</b><b>3/3</b>',
    ],
    [
      'th:switch',
      '<p th:switch="${two}"><b th:case="1">1</b><b th:case="2">2</b><b th:case="*">n</b></p>',
      '<p><b>2</b></p>',
    ],
    ['th:with', '<p th:with="a=${two},b=${a + 1}" th:text="${b}">x</p>', '<p>3</p>'],
    ['th:object', '<p th:object="${person}" th:text="*{first}">x</p>', '<p>Ann</p>'],
    ['th:block', '<th:block th:if="${yes}">a</th:block>', 'a'],
    ['th:remove', '<p th:remove="tag">a</p><p th:remove="all">b</p><p th:remove="body">c</p>', 'a<p></p>'],
    ['th:inline none', '<p th:inline="none">[[${two}]]</p>', '<p>[[${two}]]</p>'],
    [
      'a script',
      '<script th:inline="javascript">var a = /*[[${name}]]*/ "x";</script>',
      '<script>var a = "Ann \\u0026 \\u003CBob\\u003E";</script>',
    ],
    [
      'an element in a script',
      '<script th:inline="javascript">/*[# th:if="${no}"]*/a();/*[/]*/b();</script>',
      '<script>b();</script>',
    ],
    ['prototype-only comments', '<!--/*/ <b th:text="${two}">x</b> /*/-->', ' <b>2</b> '],
    ['parser-level comments', 'a<!--/* b */-->c<!--/*-->d<!--*/-->e', 'ace'],
    [
      'namespaces of the engine',
      '<html xmlns:th="http://www.thymeleaf.org" lang="en"></html>',
      '<html lang="en"></html>',
    ],
    [
      'a message with an argument',
      '<p th:utext="#{greeting(${name})}">x</p>',
      '<p>Hello <b>Ann &amp; &lt;Bob&gt;</b></p>',
    ],
  ])('renders %s', (_what, source, expected) => {
    expect(rendered(source, model)).toBe(expected);
  });

  test.each([
    ['in place of the element', '<i th:replace="~{f :: head(${two})}">x</i>', '<b>2</b>'],
    ['inside of the element, in the old spelling', '<i th:insert="f::head(t=3)">x</i>', '<i><b>3</b></i>'],
    ['only what is inside of it', '<i th:include="f :: #p">x</i>', '<i>P</i>'],
    ['another where there is none', '<i th:replace="~{f :: none} ?: ~{f :: #p}">x</i>', '<p id="p">P</p>'],
    ['nothing for the empty fragment', 'a<i th:replace="~{}">x</i>b', 'ab'],
    ['the content for no operation', '<i th:insert="~{f :: none} ?: _">x</i>', '<i>x</i>'],
    ['by a class', '<i th:replace="/f.html :: .c">x</i>', '<p class="c d">C</p>'],
  ])('puts in a fragment %s', (_what, page, expected) => {
    const f = '<b th:fragment="head(t)" th:text="${t}">x</b><p id="p">P</p><p class="c d">C</p>';

    expect(rendered({ page, 'f.html': f }, model)).toBe(expected);
  });

  test.each([
    ['a fragment that is not there', '<p>\n<i th:insert="~{f :: none}">x</i>', 'unknown', 2],
    ['parameters that are missing', '<i th:insert="~{this :: f}">x</i><b th:fragment="f(a)">y</b>', 'value', 1],
    ['a case without a switch', '<p th:case="1">x</p>', 'syntax', 1],
    ['an expression without an end', 'a\n  <p th:text="${a">x</p>', 'syntax', 2],
    ['an attribute given twice', '<p a="1" A="2">x</p>', 'syntax', 1],
    ['a tag without an end', 'a\nb<p', 'syntax', 2],
    ['an access list of another application', '<p sec:authorize-acl="x">x</p>', 'refused', 1],
  ])('says where it is and what is wrong: %s', (_what, source, fault, line) => {
    const place = expect.objectContaining({ template: 'page', position: expect.objectContaining({ line }) });

    expect(() => rendered(source, model)).toThrow(expect.objectContaining({ fault, place }));
  });

  test('lists all mistakes of a template and still renders the others', () => {
    const compiled = compileTemplates(new Map([['bad', '<p th:text="${">a</p><p th:if="${">b</p>']]));

    expect(compiled.find('bad')?.errors).toHaveLength(2);
    expect(rendered({ page: 'fine', bad: '<p th:text="${">' })).toBe('fine');
  });
});

describe('what data can do to a page', () => {
  const hostile = recordOf([
    ['script', '<script>alert(1)</script>'],
    ['attribute', '" onclick="alert(1)'],
    ['template', '<b th:text="${7*7}">[[${7*7}]]</b>${7*7}__${7*7}__@{x}~{y}#{z}*{7*7}[(${7*7})]'],
    ['address', ' java\tscript:alert(1)'],
    ['code', '";alert(1)//'],
  ]);

  test.each([
    ['V-79: echoed in a text', '<p th:text="${template}"/>', 'th:text=&quot;${7*7}&quot;'],
    ['V-79: inlined', '<p>[[${template}]]</p>', '[[${7*7}]]'],
    ['V-80: th:utext of a client name', '<p th:utext="${script}"/>', '&lt;script&gt;'],
    ['V-80: th:utext of what looks like a template', '<p th:utext="${template}"/>', '__${7*7}__'],
    ['skins.md 3.2: inlined without escaping', '<p>[(${script})]</p>', '&lt;script&gt;'],
    ['skins.md 3.2: an attribute', '<p th:title="${attribute}"/>', '&quot; onclick=&quot;'],
    ['skins.md 3.2: a javascript: address', '<a th:href="${address}">x</a>', 'href="#"'],
    ['skins.md 3.2: a javascript: address by th:attr', '<a th:attr="href=${address}">x</a>', 'href="#"'],
    [
      'a script that is inlined',
      '<script th:inline="javascript">var a = [[${code}]];</script>',
      '"\\";alert(1)\\/\\/"',
    ],
    [
      'a script, without escaping, in quotes',
      '<script th:inline="javascript">var a = "[(${code})]";</script>',
      '"\\";alert(1)\\/\\/"',
    ],
    [
      'a script, without escaping, outside of quotes',
      '<script th:inline="javascript">var a = [(${code})];</script>',
      '"\\";alert(1)\\/\\/"',
    ],
    ['a script whose author forgot to inline it', '<script>var a = [[${code}]];</script>', '"\\";alert(1)\\/\\/"'],
  ])('%s is inert', (_what, source, expected) => {
    const page = rendered(source, hostile);

    expect(page).toContain(expected);
    expect(page).not.toMatch(/49|<script>alert|javascript:/u);
  });

  test.each([
    ['Java classes', '<p th:text="${T(java.lang.Runtime).getRuntime()}"/>'],
    ['objects', '<p th:text="${new\tjava.lang.String(1)}"/>'],
    ['the constructor', '<p th:text="${script.constructor.constructor(1)}"/>'],
    ['the prototype', '<p th:text="${script[\'__proto__\']}"/>'],
    ['a page in the page', '<iframe th:srcdoc="${script}"/>'],
    ['preprocessing of what somebody wrote', '<p th:text="__${template}__"/>'],
    ['a handler of texts', '<p th:onclick="${script}"/>'],
    ['a name of an attribute', '<p th:attr="${attribute}=1"/>'],
  ])('V-80: refuses %s', (_what, source) => {
    expect(() => rendered(source, hostile)).toThrow(TemplateError);
  });

  const limits = { ...defaultRenderLimits, steps: 20_000, items: 1_000 };

  test.each([
    ['V-81: an endless recursion', '<p th:fragment="f"><i th:insert="~{this :: f}"/></p>'],
    [
      'V-81: loops without a body inside of each other',
      '<i th:each="a : ${l}"><i th:each="b : ${l}"><i th:each="c : ${l}"></i></i></i>',
    ],
    ['V-80: a loop over too much', '<i th:each="a : ${#numbers.sequence(1, 100000)}"/>'],
    ['V-81: a text that doubles', `<p th:with="a=\${'xxxxxxxxxxxxxxxx'}${',a=${a + a}'.repeat(30)}" th:text="\${a}"/>`],
  ])('%s is stopped', (_what, source) => {
    const l = Array.from({ length: 900 }, (_, index) => index);

    expect(() => rendered(source, recordOf([['l', l]]), { limits })).toThrow(
      expect.objectContaining({ fault: 'limit' }),
    );
  });
});

describe('a mistake in an expression', () => {
  test.each([
    ['of an element that is not rendered', '<p th:if="${no}" th:text="${">x</p>a', 'a'],
    ['inside of one', '<p th:if="${no}"><b th:text="${two +}">x</b>[[${]]</p>a', 'a'],
    ['of what was built of text in another version', '<p th:if="${no}" th:onclick="T(java.lang.Runtime)">x</p>a', 'a'],
    [
      'in a case that is not met',
      '<p th:switch="${two}"><b th:case="1" th:with="a">1</b><b th:case="2">2</b></p>',
      '<p><b>2</b></p>',
    ],
    ['in content that another takes the place of', '<p th:text="${two}">[[${]]</p>', '<p>2</p>'],
    ['in content that is removed', '<p th:remove="all"><b th:text="${">x</b></p>a', 'a'],
    ['in a loop over nothing', '<p th:each="i : ${nothing}" th:text="${">x</p>a', 'a'],
    ['in what is replaced', '<p th:replace="~{}"><b th:text="${">x</b></p>a', 'a'],
    ['in a fragment that nobody asks for', '<p th:remove="all"><b th:fragment="a b(" th:text="${">x</b></p>a', 'a'],
    ['in a script', '<script th:inline="javascript">[# th:if="${no}"][[${]][/]a();</script>', '<script>a();</script>'],
  ])('counts only where the page gets to it: %s', (_what, source, expected) => {
    expect(rendered(source, model)).toBe(expected);
  });

  test('is told when the template is made ready, and by the page that gets to it', () => {
    const source = '<p th:if="${no}" th:text="${">x</p>\n<p th:text="${two">y</p>[[T(x)]][[${}]]';
    const { errors = [] } = compileTemplates(new Map([['page', source]])).find('page') ?? {};

    expect(errors.map(({ place }) => place.position?.line)).toEqual([1, 2, 2, 2]);
    expect(() => rendered(source, model)).toThrow(errors[1]);
  });

  test.each([
    ['a comment without end', '<p th:if="${no}"><!--/* a </p>'],
    ['a tag without end', '<p th:if="${no}"><a b="</p>'],
    ['an attribute given twice', '<p th:if="${no}"><a b="1" b="2"></a></p>'],
  ])('fails all of the template where it is one of structure: %s', (_what, source) => {
    expect(() => rendered(source, model)).toThrow(TemplateError);
  });

  test('of structure in a template fails only the pages that use it', () => {
    const sources = {
      page: '<p th:if="${no}"><i th:replace="other :: a"></i></p>a',
      other: '<a b="1" b="2" th:fragment="a">',
    };

    expect(rendered(sources, model)).toBe('a');
    expect(() => rendered({ ...sources, page: '<p th:replace="other :: a"></p>' }, model)).toThrow('given twice');
  });
});

describe('somebody’s words as an address (V-79, V-82)', () => {
  const words = [
    'javascript:alert(1)',
    ' java\tscript\n:alert(1)',
    'JavaScript:x',
    '\u0001data:text/html,x',
    'vbscript:x',
  ];
  const places = [
    '<a th:href="${v}">',
    '<a href="#" th:attr="href=${v}">',
    '<a href="" th:attrappend="href=${v}">',
    '<a th:href="@{${v}}">',
    '<a th:xlink:href="${v}">',
    '<button th:formaction="|${v}|">',
    '<object th:data="${v}">',
    '<meta http-equiv="refresh" th:content="|0; url=${v}|">',
    '<meta http-equiv="refresh" th:content="|0;URL = \'${v}|">',
    '<meta http-equiv="refresh" th:content="${\'1,\' + v}">',
    '<animate attributeName="href" th:to="${v}">',
    '<animate attributeName="href" th:attr="values=${\'#;\' + v}">',
  ];

  test.each(places)('never runs: %s', (place) => {
    for (const v of words) expect(rendered(place, recordOf([['v', v]]))).not.toMatch(/script|data:/iu);
  });

  test.each([
    ['<a\n th:href="${v}">', { line: 2, column: 2 }, '${v}'],
    ['<a th:href="@{${v}}">', { line: 1, column: 13 }, '@{${v}}'],
    ['<i></i>\n<a th:attr="title=1,href=${v}">', { line: 2, column: 1 }, undefined],
  ])('V-82: is told of with its place, and not with the words: %s', (source, position, expression) => {
    const told: unknown[] = [];
    const notice = (message: string, place: object): void => void told.push([message, place]);
    rendered({ page: source }, recordOf([['v', 'javascript:words']]), { notice });

    expect(told).toMatchObject([
      [expect.any(String), { template: 'page', position, ...(expression !== undefined && { expression }) }],
    ]);
    expect(JSON.stringify(told)).not.toContain('words');
  });

  test.each([
    ['<p th:text="${#__${v}__.name()}">', 'unknown', '${#__${v}__.name()}'],
    ['<p th:text="${v.__${v}__}">', 'unknown', '${v.__${v}__}'],
    ['<p th:text="${v __${v}__}">', 'syntax', '${v __${v}__}'],
    ['<p th:text="${v.__${\'constructor\'}__}">', 'refused', "${v.__${'constructor'}__}"],
    ['<p th:with="a=1,b=${x.__${v}__}">', 'value', 'a=1,b=${x.__${v}__}'],
    ['<p th:each="a : ${v.__${v}__}">', 'unknown', 'a : ${v.__${v}__}'],
    ['<p th:assert="1,${v.__${v}__}">', 'unknown', '1,${v.__${v}__}'],
    ['<p th:insert="~{:: |a[${v}|}">', 'syntax', '~{:: |a[${v}|}'],
  ])('V-102: a mistake says what the template has, and not what data made of it: %s', (source, fault, expression) => {
    const column = source.indexOf('="') + 3;

    for (const v of ['amelia', 'ameliaOfTheLongName']) {
      const message = expect.not.stringContaining('amelia') as string;
      expect(() => rendered(source, recordOf([['v', v]]))).toThrow(
        expect.objectContaining({
          fault,
          message,
          place: { template: 'page', expression, position: { line: 1, column } },
        }),
      );
    }
  });

  test.each([
    ['<meta name="description" th:content="${v}">', 'Notes: what 1; url=x:y is'],
    ['<meta http-equiv="refresh" th:content="${v}">', '0; url=https://example.org/'],
    ['<meta http-equiv="refresh" th:content="${v}">', '30'],
    ['<animate th:values="${v}">', '0;1;a:b'],
  ])('is left alone where it is harmless: %s', (place, v) => {
    expect(rendered(place, recordOf([['v', v]]))).toContain(`"${v}"`);
  });

  test.each([
    ['<a th:href="${v}">', '<a href="otpauth://totp/x?secret=a">'],
    ['<a th:href="@{${v}}">', '<a href="otpauth://totp/x?secret=a">'],
    ['<img th:src="${v}">', '<img src="#">'],
    ['<form th:action="${v}">', '<form action="#">'],
    ['<a th:xlink:href="${v}">', '<a xlink:href="#">'],
    ['<meta http-equiv="refresh" th:content="|0; url=${v}|">', '<meta http-equiv="refresh" content="#">'],
  ])('the address of an authenticator app is for links only: %s', (place, expected) => {
    expect(rendered(place, recordOf([['v', 'otpauth://totp/x?secret=a']]))).toBe(expected);
  });
});

describe('somebody’s words in a literal of a script (V-79)', () => {
  const words = [
    '";x();//',
    "';x();//",
    '`;x();//',
    '${x()}',
    '\\',
    '\\";x();//',
    '\n;x();//',
    '\u2028x()',
    '</script>',
    '*/x();/*',
  ];
  const quotes = ['"', "'", '`'];
  const places = quotes.flatMap((quote) => [
    `<script th:inline="javascript">var a = ${quote}[[\${v}]]${quote};</script>`,
    `<script th:inline="javascript">var a = ${quote}b [(\${v})]${quote};</script>`,
    `<script>var a = ${quote}[[\${v}]] c${quote};</script>`,
    `<script>var a = ${quote}[(\${v})]${quote};</script>`,
    `<script th:inline="text">var a = ${quote}[(\${v})]${quote};</script>`,
    `<script th:inline="text">var a = ${quote}[# th:if="\${true}"][[\${v}]][/]${quote};</script>`,
    `<script>var a = ${quote}b\\[(\${v})]${quote};</script>`,
    `<script>var a = ${quote}[[\${record['k']}]] [(\${v})]${quote};</script>`,
    `<script th:inline="javascript">var a = ${quote}[[\${list}]]${quote};</script>`,
    `<script th:inline="javascript">var a = ${quote}[[\${record}]]${quote};</script>`,
  ]);

  test.each(places)('stays in it: %s', (place) => {
    for (const v of words) {
      const values = { v, list: [v], record: recordOf([[v, v]]) } satisfies Record<string, Value>;
      const page = rendered(place, recordOf(Object.entries(values)));
      const script = page.slice(page.indexOf('>') + 1, page.lastIndexOf('</script>'));

      expect(script).not.toContain('<');
      expect(literalEnd(script, 'var a = '.length)).toBe(script.length - 1);
    }
  });

  test.each([
    ['<script>a = `b ${ [(${v})] } c`;</script>', '<script>a = `b ${ "alert(1)" } c`;</script>'],
    [
      '<script>a = `${ `${ {b: [(${v})]} }` + [(${v})] }[(${v})]`; [(${v})]</script>',
      '<script>a = `${ `${ {b: "alert(1)"} }` + "alert(1)" }alert(1)`; "alert(1)"</script>',
    ],
    [`<script>a = '[[\${m['k']}]]'; b = [(\${v})];</script>`, `<script>a = 'x'; b = "alert(1)";</script>`],
    ['<script>// it`s\rb = [(${v})];</script>', '<script>// it`s\rb = "alert(1)";</script>'],
    ['<script>a = "\\[(${v})]";</script>', '<script>a = "\\\\alert(1)";</script>'],
    ['<script>a = /\\[(${v})]/; [(${v})]</script>', '<script>a = /\\\\alert\\u00281\\u0029/; "alert(1)"</script>'],
    ['<style>a { b: `; c: [(${v})] }</style>', '<style>a { b: `; c: alert\\(1\\) }</style>'],
    ['<style>.a\\[(${v})] { b: c }</style>', '<style>.a\\\\alert\\(1\\) { b: c }</style>'],
  ])('is a value outside of it, and text inside: %s', (place, expected) => {
    expect(
      rendered(
        place,
        recordOf([
          ['v', 'alert(1)'],
          ['m', recordOf([['k', 'x']])],
        ]),
      ),
    ).toBe(expected);
  });

  const code = 'x();//';

  test.each([
    [
      'th:utext of a script',
      `<script th:utext="'var j = ' + \${v} + ';'"></script>`,
      '<script>var j = "x();\\/\\/";</script>',
    ],
    ['th:text of a script', `<script th:text="|a('\${v}', \${n})|"></script>`, `<script>a('x();\\/\\/', 1)</script>`],
    ['a condition', `<script th:text="\${n} ? 'a(1<2);' : \${v}"></script>`, '<script>a(1<2);</script>'],
    ['a text alone', '<script th:text="${v}"></script>', '<script>"x();\\/\\/"</script>'],
    ['nothing among words', `<script th:text="'a(' + \${none} + ')'"></script>`, '<script>a(null)</script>'],
    ['`[(…)]` of words', `<script>[('a = ' + \${v} + ';')]</script>`, '<script>a = "x();\\/\\/";</script>'],
    [
      'th:inline="text"',
      `<script th:inline="text">a = '[[\${q}]]';</script>`,
      `<script>a = '\\u0027+x()+\\u0027';</script>`,
    ],
    [
      'an element in a literal',
      `<script th:inline="text">a = '[# th:text="\${q}"/]';</script>`,
      `<script>a = '\\u0027+x()+\\u0027';</script>`,
    ],
    ['sec:authentication', '<script sec:authentication="name"></script>', '<script>"x();\\/\\/"</script>'],
    [
      'a fragment in a script',
      '<script th:insert="~{:: f}"></script><th:block th:remove="all"><b th:fragment="f" th:title="${v}">[[${v}]]</b></th:block>',
      '<script><b title="x();\\/\\/">"x();\\/\\/"</b></script>',
    ],
    ['dollars before braces', '<script>a = `$[[${braces}]]`;</script>', '<script>a = `$\\u007Bx()\\u007D`;</script>'],
    [
      'a message in a literal',
      `<script th:text="'a = \\'' + #{apostrophe(\${q})} + '\\''"></script>`,
      `<script>a = 'it\\u0027s \\u0027+x()+\\u0027'</script>`,
    ],
    ['a message as code', '<script th:text="#{code(${q})}"></script>', `<script>a = "\\u0027+x()+\\u0027";</script>`],
    [
      'th:text of a style sheet',
      `<style th:text="'p{color:' + \${colour} + ';margin:' + \${n} + 'px}'"></style>`,
      '<style>p{color:#fff;margin:1px}</style>',
    ],
    [
      'a name in a style sheet',
      `<style th:text="|.role-\${q}{}|"></style>`,
      String.raw`<style>.role-\27 \+x\(\)\+\27 {}</style>`,
    ],
    [
      'an address in a style sheet',
      `<style>a{b:url([[\${q}]])}</style>`,
      String.raw`<style>a{b:url(\27 \+x\(\)\+\27 )}</style>`,
    ],
    [
      'a script whose type is made',
      `<script type="text/x" th:type="'text/javascript'">a = [[\${v}]];</script>`,
      '<script type="text/javascript">a = "x();\\/\\/";</script>',
    ],
  ])('stays where it is put among the words of the author: %s', (_what, source, expected) => {
    const messages: Readonly<Record<string, string>> = { apostrophe: "it''s {0}", code: 'a = {0};' };
    const authentication = recordOf(Object.entries({ name: code }));
    const objects = recordOf(Object.entries({ authentication }));
    const values = { v: code, n: 1, none: null, q: "'+x()+'", braces: '{x()}', colour: '#fff' };

    expect(rendered(source, recordOf(Object.entries(values)), { message: (key) => messages[key], objects })).toBe(
      expected,
    );
  });

  test('stays in what a handler of version 3.0 is made of', () => {
    const source = `<b th:onclick="'go(' + \${v} + ', \\'' + \${v} + '\\')'"></b>`;

    expect(rendered(source, recordOf([['v', code]]), { handlers: 'compatible' })).toBe(
      `<b onclick="go(&quot;x();\\/\\/&quot;, &#39;x();\\/\\/&#39;)"></b>`,
    );
  });

  test('in single quotes gives what it gives in Thymeleaf', () => {
    const page = rendered(
      `<script th:inline="javascript">a('[[\${v}]]', "[[\${n}]]")</script>`,
      recordOf(Object.entries({ v: 'x', n: 1 })),
    );

    expect(page).toBe(`<script>a('\\"x\\"', "1")</script>`);
  });

  test('stays in the literal of a handler, too', () => {
    const place = `<b th:onclick="f('[[\${v}]]')"></b>`;

    expect(rendered(place, recordOf([['v', "');x('"]]))).toBe(
      `<b onclick="f(&#39;\\&quot;\\u0027);x(\\u0027\\&quot;&#39;)"></b>`,
    );
  });
});

/** Where the literal ends that begins at a place, as browsers read it; -1 where a template literal holds code. */
function literalEnd(script: string, begin: number): number {
  const quote = script[begin];
  for (let at = begin + 1; at < script.length; at += 1) {
    if (script[at] === '\\') at += 1;
    else if (script[at] === quote) return at + 1;
    else if (quote === '`' && script.startsWith('${', at)) return -1;
    else if (quote !== '`' && script[at] === '\n') return -1;
  }
  return -1;
}
