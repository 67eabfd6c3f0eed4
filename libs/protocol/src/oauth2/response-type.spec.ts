import type { ClientDefinition } from '../client/client.js';
import { readClientJson } from '../client/client-json.js';
import { FormParameters } from './form-parameters.js';
import { bringsTokens, fallbackMode, responseModeFor } from './response-mode.js';
import { readResponseType } from './response-type.js';

const { client: fresh } = readClientJson({ clientId: 'app' }, { nodeId: 'Master', moduleId: 'smart_auth' });
const base: ClientDefinition = { ...fresh, pid: 1, version: 1, clientSecrets: [] };
const { pkceRequired: _, ...withoutWord } = base;

const read = (value: string, client: ClientDefinition, offered = true) =>
  readResponseType(FormParameters.parse(`response_type=${encodeURIComponent(value)}`), client, offered);

describe('the response type', () => {
  const cells = ([true, false] as const).flatMap((listed) =>
    ([undefined, true, false] as const).map((pkceRequired) => ({ listed, pkceRequired })),
  );

  test.each(cells)(
    'S-04, ruling 31: IMPLICIT listed: $listed, pkceRequired: $pkceRequired',
    ({ listed, pkceRequired }) => {
      const client: ClientDefinition = {
        ...withoutWord,
        allowedGrantTypes: listed ? ['AUTHORIZATION_CODE', 'IMPLICIT'] : ['AUTHORIZATION_CODE'],
        ...(pkceRequired !== undefined && { pkceRequired }),
      };
      const answers = listed && pkceRequired === false;

      for (const type of ['token', 'id_token token'])
        if (answers) expect(read(type, client)).toBe(type);
        else expect(() => read(type, client)).toThrow(expect.objectContaining({ code: 'unauthorized_client' }));
      expect(() => read('token', client, false)).toThrow(
        expect.objectContaining({ code: 'unsupported_response_type' }),
      );
    },
  );

  test.each([
    [
      'IMPLICIT is not listed',
      { allowedGrantTypes: ['AUTHORIZATION_CODE'] },
      true,
      /not registered for the implicit/,
      undefined,
    ],
    ['PKCE is not given up', { allowedGrantTypes: ['IMPLICIT'] }, true, /PKCE.*response_type=code/, /pkceRequired/],
    ['the module does not offer it', { allowedGrantTypes: ['IMPLICIT'] }, false, /none of those/, /module.*implicit/],
  ] as const)('S-04: where %s, the error says so, and its cause what to set', (_name, change, offered, text, cause) => {
    const client: ClientDefinition = { ...withoutWord, ...change };

    try {
      read('token', client, offered);
      throw new Error('answered');
    } catch (error) {
      expect((error as Error).message).toMatch(text);
      if (cause === undefined) expect((error as Error).cause).toBeUndefined();
      else expect((error as Error).cause).toMatch(cause);
    }
  });

  const implicit: ClientDefinition = { ...base, allowedGrantTypes: ['IMPLICIT'], pkceRequired: false };

  test.each([
    'id_token',
    'code token',
    'code id_token',
    'code id_token token',
    'none',
    'Token',
    'token token',
    ' token',
  ])('STD X18: "%s" is not offered, implicit or not', (type) => {
    for (const offered of [true, false])
      expect(() => read(type, implicit, offered)).toThrow(
        expect.objectContaining({ code: 'unsupported_response_type', parameter: 'response_type' }),
      );
  });

  test('STD OID-2: the order of the words does not matter', () => {
    expect(read('token id_token', implicit)).toBe('id_token token');
  });

  test('STD RFC6749-4: a client of implicit alone gets no code', () => {
    expect(() => read('code', implicit)).toThrow(expect.objectContaining({ code: 'unauthorized_client' }));
  });

  test.each([
    { type: 'token', brings: true },
    { type: 'id_token', brings: true },
    { type: 'code id_token', brings: true },
    { type: 'code', brings: false },
    { type: 'my_token', brings: false },
    { type: undefined, brings: false },
  ])('V-17: $type brings tokens through the browser: $brings', ({ type, brings }) => {
    expect(bringsTokens(type)).toBe(brings);
  });
});

describe('the response mode of tokens', () => {
  test.each([
    { registered: [], mode: undefined, used: 'fragment', fallback: 'fragment' },
    { registered: [], mode: 'query', used: undefined, fallback: 'fragment' },
    { registered: [], mode: 'form_post', used: 'form_post', fallback: 'fragment' },
    { registered: ['query'], mode: undefined, used: undefined, fallback: 'fragment' },
    { registered: ['query'], mode: 'query', used: undefined, fallback: 'fragment' },
    { registered: ['query', 'form_post'], mode: undefined, used: undefined, fallback: 'form_post' },
  ] as const)(
    'V-17, B-29: with $registered registered, response_mode $mode is $used; a refusal goes by $fallback',
    ({ registered, mode, used, fallback }) => {
      const client = { responseModes: registered };

      expect(responseModeFor(mode, client, 'id_token token')).toBe(used);
      expect(fallbackMode(client, 'token')).toBe(fallback);
    },
  );
});
