import { changedModule } from './module-change.js';

const before = {
  ...{ nodeId: 'Master', moduleId: 'a', type: 'SECURITY_OUT_SMART', version: 3 },
  options: new Map([
    ['port', '9200'],
    ['keys', 'canary'],
  ]),
  dependencies: new Map([['SECURITY_IN_UP', 'local']]),
};
const isSecret = (key: string, text: string): boolean => key.startsWith('key') && /^(?:\[REMOVED\]|\*{3,})$/.test(text);
const change = (options: Readonly<Record<string, string>>, dependencies?: Readonly<Record<string, string>>) =>
  changedModule(
    before,
    {
      options: new Map(Object.entries(options)),
      ...(dependencies && { dependencies: new Map(Object.entries(dependencies)) }),
    },
    { isStandIn: isSecret, isRead: (key) => key !== 'keypass' },
  );

test.each(['***', '*****', '[REMOVED]'])('V-50: %s keeps the secret that is stored', (mask) => {
  const { module, changed, problems, kept } = change({ port: '9200', keys: mask });

  expect([module.options.get('keys'), changed, problems, kept]).toEqual(['canary', [], [], ['keys']]);
});

test('V-50: a mask that stands for nothing is refused', () => {
  const { problems } = change({ keyset: '***' });

  expect(problems.map(({ field }) => field)).toEqual(['keyset']);
});

test('a mask that stands for nothing is left out where nothing reads the option; one that stands for something stays', () => {
  const { module, changed, problems, leftOut } = change({ port: '9200', keys: '***', keypass: '[REMOVED]' });

  expect([[...module.options.keys()], changed, problems, leftOut]).toEqual([['port', 'keys'], [], [], ['keypass']]);
});

test('the list is full, and asterisks that are no mask are a value', () => {
  const { module, changed } = change({ path: '***' });

  expect([[...module.options], changed]).toEqual([[['path', '***']], ['keys', 'path', 'port']]);
});

test('dependencies stay where none are given', () => {
  expect(change({ port: '1' }).module.dependencies).toBe(before.dependencies);
  expect(change({ port: '9200', keys: '***' }, { SECURITY_IN_UP: 'other' }).changed).toEqual(['SECURITY_IN_UP']);
});
