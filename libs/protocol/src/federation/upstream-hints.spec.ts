import { upstreamHints, type SignInWishes } from './upstream-hints.js';

const wishes: SignInWishes = { prompt: [] };

test.each([
  { name: 'a page of ours', asked: undefined, parameters: {} },
  { name: 'no wishes', asked: wishes, parameters: {} },
  {
    name: 'prompt=login',
    asked: { ...wishes, prompt: ['login'] },
    parameters: { prompt: 'login', max_age: '0' },
    age: 0,
  },
  { name: 'max_age=0', asked: { ...wishes, maxAge: 0 }, parameters: { prompt: 'login', max_age: '0' }, age: 0 },
  { name: 'max_age', asked: { ...wishes, maxAge: 300 }, parameters: { max_age: '300' }, age: 300 },
  {
    name: 'another account',
    asked: { ...wishes, prompt: ['select_account'] },
    parameters: { prompt: 'select_account' },
  },
  { name: 'approval, which is asked here', asked: { ...wishes, prompt: ['consent'] }, parameters: {} },
  {
    name: 'hints',
    asked: { ...wishes, loginHint: 'a', uiLocales: 'de fr', acr: { values: ['x', 'y'], essential: false } },
    parameters: { login_hint: 'a', ui_locales: 'de fr', acr_values: 'x y' },
  },
] as const)('STD OID-3, OID-4, A-23: passes on $name', ({ asked, parameters, ...more }) => {
  const hints = upstreamHints(asked, { isNew: false, isSwitch: false });

  expect(hints.parameters).toEqual(parameters);
  expect(hints.greatestAge).toBe('age' in more ? more.age : undefined);
});

test('asks the person where what the app wants is not all', () => {
  const asked = { ...wishes, maxAge: 300 };

  expect(upstreamHints(asked, { isNew: true, isSwitch: false }).parameters).toEqual({ prompt: 'login', max_age: '0' });
  expect(upstreamHints(wishes, { isNew: false, isSwitch: true }).parameters).toEqual({ prompt: 'select_account' });
});
