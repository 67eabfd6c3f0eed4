import type { ClientDefinition } from '../client/client.js';
import { readClientJson } from '../client/client-json.js';
import { FormParameters } from './form-parameters.js';
import { readRedirection } from './redirection.js';

const one = 'https://app.example/cb';
const two = 'https://app.example/cb2';

function client(...registeredRedirectUris: string[]): ClientDefinition {
  const { client: fresh } = readClientJson(
    { clientId: 'app', registeredRedirectUris },
    { nodeId: 'Master', moduleId: 'smart_auth' },
  );
  return { ...fresh, pid: 1, version: 1, clientSecrets: [] };
}

const read = (form: string, from = client(one)) => readRedirection(FormParameters.parse(form), from);
const refused = (parameter: string) => expect.objectContaining({ code: 'invalid_request', parameter });
const uri = `redirect_uri=${encodeURIComponent(one)}`;

describe('readRedirection', () => {
  test.each([
    { id: 'V-08', name: 'an unregistered URI', form: 'redirect_uri=https://evil.test' },
    { id: 'V-07', name: 'a repeated URI', form: `${uri}&${uri}` },
    { id: 'V-07', name: 'a URI and an array of URIs', form: `${uri}&redirect_uri[]=https://evil.test` },
    { id: 'V-92', name: 'a URI with a NUL', form: `${uri}%00` },
    { id: 'OM19', name: 'no URI with two registered', form: '', from: client(one, two) },
    { id: 'OM19', name: 'an empty URI with two registered', form: 'redirect_uri=', from: client(one, two) },
    { id: 'RFC6749-2', name: 'no URI with none registered', form: '', from: client() },
    { id: 'RFC6749-2', name: 'a URI with none registered', form: uri, from: client() },
    { id: 'RFC6749-2', name: 'no URI with scope openid', form: 'scope=profile+openid' },
    { id: 'V-09', name: 'no URI with a dangerous one in the database', form: '', from: client('javascript:alert(1)') },
  ])('$id, STD RFC6749-2: shows a page for $name', ({ form, from }) => {
    expect(() => read(form, from)).toThrow(refused('redirect_uri'));
  });

  test('V-07: shows a page for a repeated client_id', () => {
    expect(() => read(`client_id=app&client_id=other&${uri}`)).toThrow(refused('client_id'));
  });

  test.each([
    { name: 'a registered URI', form: uri, expected: { redirectUriWasOmitted: false, responseMode: 'query' } },
    {
      name: 'no URI with one registered',
      form: 'scope=patient/*.rs',
      expected: { redirectUriWasOmitted: true, responseMode: 'query' },
    },
    {
      name: 'state, as it is',
      form: `${uri}&state=a%20%2B%22`,
      expected: { redirectUriWasOmitted: false, responseMode: 'query', state: 'a +"' },
    },
    {
      name: 'form_post',
      form: `${uri}&response_mode=form_post`,
      expected: { redirectUriWasOmitted: false, responseMode: 'form_post' },
    },
    {
      name: 'fragment',
      form: `${uri}&response_mode=fragment`,
      expected: { redirectUriWasOmitted: false, responseMode: 'fragment' },
    },
  ])('STD A3, A5: reads $name', ({ form, expected }) => {
    expect(read(form)).toEqual({ redirectUri: one, ...expected });
  });

  test.each([
    { registered: ['form_post', 'fragment'], mode: 'query', used: 'form_post' },
    { registered: ['form_post'], mode: '', used: 'form_post' },
    { registered: ['fragment'], mode: 'jwt', used: 'fragment' },
    { registered: ['form_post', 'query'], mode: 'query', used: 'query' },
  ] as const)(
    'A-11, V-12: with $registered registered, a refusal about response_mode "$mode" goes by $used',
    ({ registered, mode, used }) => {
      const from = { ...client(one), responseModes: registered };

      expect(read(`${uri}&response_mode=${mode}`, from).responseMode).toBe(used);
    },
  );

  test.each(['web_message', 'query.jwt', 'form_post.jwt', 'jwt', 'QUERY', ''])(
    'V-12: an answer about response_mode "%s" goes by query to the registered URI',
    (mode) => {
      expect(read(`${uri}&response_mode=${mode}`)).toEqual({
        redirectUri: one,
        redirectUriWasOmitted: false,
        responseMode: 'query',
      });
    },
  );

  test('V-07: an answer about a repeated state carries none', () => {
    expect(read(`${uri}&state=a&state=b&response_mode=fragment&response_mode=query`)).toEqual({
      redirectUri: one,
      redirectUriWasOmitted: false,
      responseMode: 'query',
    });
  });

  test('V-89: a request with too many parameters is shown on a page', () => {
    expect(() => read(`${uri}&${'a=1&'.repeat(101)}`)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
