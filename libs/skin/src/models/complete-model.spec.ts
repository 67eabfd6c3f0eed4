import { completeModel } from './complete-model.js';

const descriptors = {
  id: { kind: 'text', help: '', stock: 'x' },
  name: { kind: 'text', help: '', stock: 'X', fallback: 'id' },
  link: { kind: 'address', help: '', stock: '/', optional: true },
  target: { kind: 'address', help: '', stock: '/' },
  list: { kind: 'records', help: '', fields: { count: { kind: 'number', help: '', stock: 1 } } },
} as const;

const good = { id: 'app', name: 'App', target: '/here', list: [{ count: 2 }] };

describe('completeModel', () => {
  test('copies documented names to objects without a prototype and leaves others out', () => {
    const complete = completeModel(descriptors, { ...good, constructor: 'x', secret: 'y' });

    expect(Object.keys(complete)).toEqual(['id', 'name', 'link', 'target', 'list']);
    expect(Object.getPrototypeOf(complete)).toBeNull();
    expect('constructor' in complete).toBe(false);
  });

  test.each([{ name: '' }, { name: undefined }])(
    'puts the fallback in the place of an empty name ($name)',
    ({ name }) => {
      expect(completeModel(descriptors, { ...good, name }).name).toBe('app');
    },
  );

  test('V-82 leaves out an optional address that is not safe', () => {
    expect(completeModel(descriptors, { ...good, link: 'javascript:1' }).link).toBeUndefined();
  });

  test.each([
    { change: { target: 'javascript:1' }, problem: 'target' },
    { change: { target: undefined }, problem: 'target' },
    { change: { id: 7 }, problem: 'id' },
    { change: { list: 'x' }, problem: 'list' },
    { change: { list: [null] }, problem: 'list' },
    { change: { list: [{ count: '2' }] }, problem: 'list.count' },
  ])('refuses $change, naming $problem', ({ change, problem }) => {
    expect(() => completeModel(descriptors, { ...good, ...change })).toThrow(
      new RegExp(`^The page variable ${problem} is`),
    );
  });
});
