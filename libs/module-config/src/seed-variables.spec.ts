import fc from 'fast-check';
import { substituteSeedVariables, substituteVariables, withoutVariables } from './seed-variables.js';

const variables = {
  environment: { SECRET: 'a"b\\c', EMPTY: '', NESTED: "#{env['SECRET']}" },
  systemProperties: new Map([['host.name', 'auth.example.org']]),
};
const substitute = (seed: unknown): ReturnType<typeof substituteSeedVariables> =>
  substituteSeedVariables(seed, variables);

test('replaces both kinds of variable, with either quote, anywhere in the seed (reference 13)', () => {
  const seed = {
    clients: [
      {
        url: "https://#{systemProperties['host.name']}/cb",
        secret: '#{ env["SECRET"] }',
        count: 3,
        none: null,
        ok: true,
      },
    ],
  };

  expect(substitute(seed)).toEqual({
    value: { clients: [{ url: 'https://auth.example.org/cb', secret: 'a"b\\c', count: 3, none: null, ok: true }] },
    problems: [],
    systemProperties: ['host.name'],
  });
});

test.each(["#{env['MISSING']}", "#{env['toString']}", "#{systemProperties['SECRET']}"])(
  'reports %s once and leaves it in its place',
  (text) => {
    expect(substitute([text, text])).toMatchObject({
      value: [text, text],
      problems: [{ key: text, problem: 'has no value', remedy: expect.stringMatching(/Set the variable/) as string }],
    });
  },
);

test.each(['#{T(java.lang.Runtime)}', "#{env['A'] + 1}", '${SECRET}', '#{env}', "#{env['A}"])(
  'leaves %s as it is: only variables are replaced',
  (text) => {
    expect(substitute(text)).toEqual({ value: text, problems: [], systemProperties: [] });
  },
);

test('an inserted text is not searched again, and an empty one is a value', () => {
  expect(substitute(["#{env['NESTED']}", "#{env['EMPTY']}"])).toMatchObject({
    value: ["#{env['SECRET']}", ''],
    problems: [],
  });
});

test("Spring's literal form is the text that it stands for, not a variable", () => {
  expect(substitute("a #{'#{'}env['SECRET']} b")).toEqual({
    value: "a #{env['SECRET']} b",
    problems: [],
    systemProperties: [],
  });
});

test('a text that is escaped comes back as it was, whatever it looks like', () => {
  const text = fc
    .array(fc.constantFrom('#{', "'", '"', "#{'#{'}", 'env', 'systemProperties', '[', ']', '}', ' ', 'SECRET', '#'))
    .map((parts) => parts.join(''));

  fc.assert(
    fc.property(fc.oneof(text, fc.constant("#{env['SECRET']}")), (written) => {
      expect(substituteVariables(withoutVariables(written), variables)).toEqual({
        text: written,
        missing: [],
        systemProperties: [],
      });
    }),
    { numRuns: 2_000 },
  );
});
