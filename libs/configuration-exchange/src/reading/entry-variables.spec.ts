import fc from 'fast-check';
import { fillVariables, withoutChanceVariables } from './entry-variables.js';

const variables = {
  environment: { HOST: 'app.example.org', SECRET: 's3cr3t' },
  systemProperties: new Map([['tier', 'prod']]),
};

test('Variables of an entry are replaced, wherever they stand', () => {
  const json = {
    clientId: "app-#{systemProperties['tier']}",
    registeredRedirectUris: ["https://#{env['HOST']}/callback"],
    clientSecrets: [{ secret: "#{env['SECRET']}" }],
  };

  expect(fillVariables(json, variables)).toEqual({
    json: {
      clientId: 'app-prod',
      registeredRedirectUris: ['https://app.example.org/callback'],
      clientSecrets: [{ secret: 's3cr3t' }],
    },
    problems: [],
  });
});

test.each([
  { name: 'a secret of a client', json: { clientSecrets: [{ secret: "#{env['UNSET']}" }] } },
  { name: 'a password', json: { password: "#{env['UNSET']}" } },
  { name: 'the secret of a server', json: { tokenIntrospectionClientSecret: "#{env['UNSET']}" } },
  { name: 'the keys of a keystore', json: { jsonKeys: "#{env['UNSET']}" } },
])('$name may wait for its variable', ({ json }) => {
  expect(fillVariables(json, variables)).toEqual({ json, problems: [] });
});

test.each([
  { name: 'part of a secret', json: { clientSecrets: [{ secret: "x#{env['UNSET']}" }] }, field: 'secret' },
  { name: 'a redirect URI', json: { registeredRedirectUris: ["#{env['UNSET']}"] }, field: 'registeredRedirectUris' },
  { name: 'a name', json: { clientName: "App #{env['UNSET']}" }, field: 'clientName' },
])('$name must not', ({ json, field }) => {
  expect(fillVariables(json, variables).problems).toEqual([
    { field, problem: "needs #{env['UNSET']}, which has no value", remedy: 'Set the variable and try again' },
  ]);
});

test('V-102: in an answer of an administration API only what stands for a secret is a variable', () => {
  const notes = "#{env['SECRET']} #{'#{'}env['HOST']}";
  const answer = { pid: 7, notes, password: "#{env['SECRET']}" };

  expect(fillVariables(answer, variables)).toEqual({ json: { pid: 7, notes, password: 's3cr3t' }, problems: [] });
});

test('What a variable says is not searched for variables again', () => {
  const { json, problems } = fillVariables(
    { clientName: "#{env['A']}" },
    { ...variables, environment: { A: "#{env['B']}" } },
  );

  expect({ json, problems }).toEqual({ json: { clientName: "#{env['B']}" }, problems: [] });
});

test('V-102: what somebody wrote like a variable is text in an export, and comes back as it was; secrets stay references', () => {
  const json = {
    notes: "#{env['SECRET']}",
    redirectUris: ["https://#{env['HOST']}/", "#{'#{'}"],
    password: "#{env['UNSET']}",
  };

  const written = withoutChanceVariables(json);

  expect(written).toEqual({
    notes: "#{'#{'}env['SECRET']}",
    redirectUris: ["https://#{'#{'}env['HOST']}/", "#{'#{'}'#{'}"],
    password: "#{env['UNSET']}",
  });
  expect(fillVariables(written, variables)).toEqual({ json, problems: [] });
});

test('whatever an entry says, reading gives back what was written', () => {
  const text = fc
    .array(fc.constantFrom('#{', "'", "#{'#{'}", 'env', '[', ']', '}', 'SECRET', "#{env['SECRET']}"))
    .map((parts) => parts.join(''));

  fc.assert(
    fc.property(fc.record({ notes: text, list: fc.array(text) }), (json) => {
      expect(fillVariables(withoutChanceVariables(json), variables)).toEqual({ json, problems: [] });
    }),
  );
});

test('a text that only looks like a missing variable is no reason to refuse', () => {
  const json = { password: "#{env['UNSET']}", notes: "#{'#{'}env['UNSET']}" };

  expect(fillVariables(json, variables)).toEqual({
    json: { password: "#{env['UNSET']}", notes: "#{env['UNSET']}" },
    problems: [],
  });
});
