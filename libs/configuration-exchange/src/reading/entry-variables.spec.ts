import { fillVariables } from './entry-variables.js';

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

test('What a variable says is not searched for variables again', () => {
  const { json, problems } = fillVariables(
    { clientName: "#{env['A']}" },
    { ...variables, environment: { A: "#{env['B']}" } },
  );

  expect({ json, problems }).toEqual({ json: { clientName: "#{env['B']}" }, problems: [] });
});
