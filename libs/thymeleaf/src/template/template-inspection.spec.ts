import { compileTemplates } from './compile-templates.js';

const variablesIn = (source: string): readonly string[] =>
  [...compileTemplates(new Map([['page.html', source]])).templates.values()].flatMap(({ inspection }) =>
    inspection.variables.map(({ path }) => path),
  );

test.each([
  ['th:with binds its names', '<p th:with="a=${x}" th:text="${a}"></p>', ['x']],
  ['th:with binds one name after the other', '<p th:with="a=${x.y}, b=${a + z}">[[${b}]]</p>', ['x.y', 'z']],
  ['a name of th:with is not known before it', '<p th:with="a=${b}, b=${a}">[[${b}]]</p>', ['b']],
  ['th:with ends with its element', '<p th:with="a=1">[[${a}]]</p>[[${a}]]', ['a']],
  [
    'th:each binds item and status',
    '<p th:each="a, s : ${list}" th:with="id=|x-${s.index}|" th:id="${id}">[[${a}]]</p>',
    ['list'],
  ],
  ['th:fragment binds its parameters', '<p th:fragment="f(a, b)">[[${a}]] [[${c}]]</p>', ['c']],
])('%s', (_rule, source, expected) => {
  expect(variablesIn(source)).toEqual(expected);
});
