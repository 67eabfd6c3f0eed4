import { readModuleBody } from './module-body.js';

const problemsOf = (body: unknown): readonly string[] =>
  readModuleBody(body).problems.map(({ field, problem }) => `${field} ${problem}`);

test('V-90: everything wrong is told at once', () => {
  const body = {
    moduleId: '../x',
    moduleType: 7,
    options: [{ key: 'a b' }, { key: 'port', value: 9200 }, { key: 'port' }, 'x', { value: 'y' }],
    dependencies: [{ type: 'SECURITY_IN_UP' }, { type: 'A', moduleId: '..' }, { type: 'A', moduleId: 'b' }],
  };

  expect(problemsOf(body)).toEqual([
    'moduleType is not a text',
    'moduleId is no module id',
    'options[0].key is no key',
    'options[1].value is not a text',
    'options[2].key "port" is there twice',
    'options[3] is not a JSON object',
    'options[3].key is missing',
    'options[4].key is missing',
    'dependencies[0].moduleId is missing',
    'dependencies[1].moduleId is no module id',
    'dependencies[2].type "A" is there twice',
  ]);
});

test.each([null, [], 'x', 7])('V-90: %j is no module', (body) => {
  expect(problemsOf(body)).toEqual([' is not a JSON object']);
});

test('V-86: a member that JavaScript knows is an unknown field like any other', () => {
  const { body, unknownFields } = readModuleBody(
    JSON.parse(
      '{"__proto__": {"options": []}, "constructor": 1, "options": [{"key": "__proto__", "value": "x", "help": 1}]}',
    ),
  );

  expect([...(body.options ?? [])]).toEqual([['__proto__', 'x']]);
  expect(unknownFields).toEqual(['__proto__', 'constructor', 'options[].help']);
});

test('ruling 46: what is not said is absent, and an option without a value is not set; a blank one stays', () => {
  const { body, unknownFields } = readModuleBody({
    options: [{ key: 'a', value: '' }, { key: 'c', value: null }, { key: 'd' }, { key: 'b', value: 'x\ny' }],
    extra: 1,
  });

  expect(body).toEqual({
    options: new Map([
      ['a', ''],
      ['b', 'x\ny'],
    ]),
  });
  expect(unknownFields).toEqual(['extra']);
});
