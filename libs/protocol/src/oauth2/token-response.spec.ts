import { emptyLaunchContext } from '../smart/launch-context.js';
import { tokenResponse } from './token-response.js';

const granted = {
  accessToken: 'at',
  tokenType: 'Bearer',
  expiresIn: 300,
  scopes: [],
  launchContext: emptyLaunchContext,
} as const;

describe('tokenResponse', () => {
  test('STD X6: scope and a numeric expires_in are always there, an empty scope too', () => {
    expect(tokenResponse(granted)).toEqual({ access_token: 'at', token_type: 'Bearer', expires_in: 300, scope: '' });
  });

  test('STD T2, L5: the launch context is at the top level', () => {
    const launchContext = {
      resources: [{ type: 'patient', id: 'Patient/123' }],
      members: { need_patient_banner: false },
    };

    expect(
      tokenResponse({ ...granted, scopes: ['openid', 'a'], refreshToken: 'rt', idToken: 'it', launchContext }),
    ).toEqual({
      access_token: 'at',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'openid a',
      refresh_token: 'rt',
      id_token: 'it',
      patient: '123',
      need_patient_banner: false,
    });
  });

  test('the launch context never takes the place of a protocol member, present or not', () => {
    const members = Object.fromEntries(
      ['access_token', 'token_type', 'expires_in', 'scope', 'refresh_token', 'id_token', 'error'].map((name) => [
        name,
        'forged',
      ]),
    );

    const response = tokenResponse({
      ...granted,
      launchContext: { resources: [{ type: 'id_token', id: 'x' }], members },
    });

    expect(response).toEqual(tokenResponse(granted));
  });
});
