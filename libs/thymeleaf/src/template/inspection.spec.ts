import { compileTemplates } from './compile-templates.js';
import type { TemplateInspection } from './template-inspection.js';

function inspected(source: string): TemplateInspection | undefined {
  return compileTemplates(new Map([['page.html', source]])).find('page')?.inspection;
}

describe('the inspection of a template', () => {
  test.each([
    [
      'all but local variables',
      '<p th:each="s, st : ${scopes}" th:text="${s.name + st.index + client_name}"/>',
      ['scopes', 'client_name'],
    ],
    ['th:with', '<p th:with="a=${x}" th:text="${a + b}"/>', ['x', 'b']],
    ['outside of the element again', '<p th:with="a=1"/><p th:text="${a}"/>', ['a']],
    ['parameters of a fragment', '<p th:fragment="f(t)" th:text="${t + u}"/>', ['u']],
    ['th:object', '<p th:object="${form}"><i th:text="*{email}"/></p><i th:text="*{other}"/>', ['form', 'other']],
  ])('tells the variables: %s', (_what, source, expected) => {
    expect(inspected(source)?.variables.map(({ name }) => name)).toEqual(expected);
  });

  test('tells forms with their fields as far as they are static', () => {
    const source = `<form method="POST" th:action="@{/oauth/authorize}">
<input name="a"/><input type="hidden" th:name="\${x}"/><input type="password" th:field="*{secret}"/><button name="deny">n</button></form><form></form>`;

    const [form, other] = inspected(source)?.forms ?? [];

    expect(form).toMatchObject({ method: 'post', action: '/oauth/authorize', position: { line: 1, column: 1 } });
    expect(form?.fields.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'text'],
      [undefined, 'hidden'],
      ['secret', 'password'],
      ['deny', 'button'],
    ]);
    expect(other).toMatchObject({ method: 'get', action: '', fields: [] });
  });

  test('tells addresses, hosts, inline code, unescaped output and what is of older versions', () => {
    const inspection =
      inspected(`<link href="/resources/a.css?v=1"><script src="https://cdn.example/x.js"></script><img th:src="@{/resources/b.png}">
<script>a()</script><p onclick="a()" style="b" th:utext="\${c}">x</p><i th:include="f :: g"/><a th:onclick="'x(\\'' + \${id} + '\\')'">y</a>`);

    expect(inspection?.references.map(({ address, host }) => [address, host])).toEqual([
      ['/resources/a.css', undefined],
      ['https://cdn.example/x.js', 'cdn.example'],
      ['/resources/b.png', undefined],
    ]);
    expect(inspection?.inline.map(({ kind }) => kind)).toEqual(['script', 'handler', 'style attribute', 'handler']);
    expect(inspection?.unescaped.map(({ source }) => source)).toEqual(['${c}']);
    expect(inspection?.oldConstructs.map(({ construct }) => construct)).toEqual(['th:include', 'th:onclick']);
  });

  test('tells the fragments that are missing', () => {
    const compiled = compileTemplates(
      new Map([
        ['page.html', '<i th:insert="~{f :: a}"/><i th:insert="~{f :: none}"/><i th:insert="~{g}"/>'],
        ['f.html', '<b th:fragment="a">x</b>'],
      ]),
    );

    expect(compiled.missingFragments().map(({ template, selector }) => [template, selector])).toEqual([
      ['f', 'none'],
      ['g', undefined],
    ]);
  });
});
