import { CompiledTemplate } from './compile-template.js';
import { CompileWork } from './compile-work.js';
import { KeptFragments } from './kept-fragments.js';

test('what was not used for the longest time goes', () => {
  const kept = new KeptFragments<string>(10);
  kept.set('a', 'A', 4);
  kept.set('b', 'B', 4);
  kept.get('a');
  kept.set('c', 'C', 4);

  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['A', undefined, 'C']);
});

test('one that is larger than all may be is kept until the next', () => {
  const kept = new KeptFragments<string>(10);
  kept.set('a', 'A', 40);

  expect(kept.get('a')).toBe('A');
  kept.set('b', 'B', 1);
  expect([kept.get('a'), kept.get('b')]).toEqual([undefined, 'B']);
});

test('V-81: computed selectors do not push out what a page declares', () => {
  const page = new CompiledTemplate('page', '<p th:fragment="a">x</p><b id="b0"></b><b id="b1"></b>');
  const declared = page.fragment('a');
  for (let turn = 0; turn < 1_000; turn += 1) {
    page.fragment(`#b${String(turn)}`);
    expect(page.fragment('a')).toBe(declared);
  }
});

test('V-95: templates that are too much together are refused from the one on that is too much', () => {
  const work = new CompileWork(10);
  const [first, second] = [1, 2].map((each) => new CompiledTemplate(String(each), '<p>a</p>'.repeat(3), { work }));

  expect(first?.errors).toEqual([]);
  expect(second?.errors[0]?.message).toMatch(/^All templates together have too many parts/);
  expect(() => second?.requireUsable()).toThrow(/too many parts/);
});
