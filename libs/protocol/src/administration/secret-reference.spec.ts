import fc from 'fast-check';
import { isAroundReference, isSecretReference, secretReference } from './secret-reference.js';

test.each([
  { text: "#{env['X']}", is: true },
  { text: `#{ systemProperties [ "a.b" ] }`, is: true },
  { text: " #{env['X']} ", is: true },
  { text: "x#{env['X']}", is: false },
  { text: "#{env['X']}#{env['Y']}", is: false },
  { text: "#{env['']}", is: false },
  { text: '#{env.X}', is: false },
  { text: '***', is: false },
  { text: '', is: false },
])('$text is a reference: $is', ({ text, is }) => {
  expect(isSecretReference(text)).toBe(is);
});

test.each([
  { text: "x#{env['X']}", is: true },
  { text: "#{env['X']}#{env['Y']}", is: true },
  { text: `#{ systemProperties [ "a.b" ] }fix`, is: true },
  { text: " #{env['X']} ", is: false },
  { text: "x#{env['']}", is: false },
  { text: "#{'#{'}env['X']}", is: false },
  { text: '', is: false },
])('$text is a text around a reference: $is', ({ text, is }) => {
  expect(isAroundReference(text)).toBe(is);
});

test.each([
  { names: ['smart_auth', 'my_app', 1], variable: 'GATEHOUSE_CLIENT__SMART_AUTH__MY_APP__1' },
  { names: ['smart_auth', 'my-app', 1], variable: 'GATEHOUSE_CLIENT__SMART_AUTH__MY_APP_4C9A75CC__1' },
])('the secret of $names is expected in $variable', ({ names, variable }) => {
  expect(secretReference({ kind: 'client', names })).toBe(`#{env['${variable}']}`);
});

test('every secret has a variable of its own, which shells can set', () => {
  const name = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'A', '_', '-', '.', '1') }));
  const names = fc.tuple(name, name);

  fc.assert(
    fc.property(names, names, (one, other) => {
      const [first, second] = [one, other].map((each) => secretReference({ kind: 'client', names: each }));

      expect(first === second).toBe(one.join('\0') === other.join('\0'));
      expect(first).toMatch(/^#\{env\['[A-Z0-9_]+'\]\}$/);
      expect(isSecretReference(first ?? '')).toBe(true);
    }),
  );
});
