import { NotFoundException } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { ScriptFailure, type ScriptFailureReason } from '#scripts/script-failure.port';
import { InteractionError } from '../../authorization-flow/interaction-error.js';
import { MissingTokenError } from '../requests/presented-token.js';
import { failureOf } from './failure.js';

const failed = (reason: ScriptFailureReason, retryAfterSeconds?: number): ScriptFailure =>
  new ScriptFailure(reason, 'secret', {
    ...{ script: 'launch.js', functionName: 'onTokenGenerating' },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });

describe('failureOf', () => {
  test.each([
    { name: 'busy', error: failed('busy'), status: 503, wait: 2 },
    { name: 'suspended', error: failed('suspended', 18), status: 503, wait: 18 },
    { name: 'suspended for very long', error: failed('suspended', 3_600), status: 503, wait: 60 },
    { name: 'out of time', error: failed('time-limit'), status: 500, wait: undefined },
  ])(
    'R-18, S-09: a script that is $name is told by when to come again, and by nothing else',
    ({ error, status, wait }) => {
      const { message, ...failure } = failureOf(error);

      expect([failure.status, failure.retryAfterSeconds]).toEqual([status, wait]);
      expect(message).not.toMatch(/secret|launch/);
    },
  );

  test('S-07: too many attempts are told when to come back', () => {
    const error = new OAuthError('invalid_client', 'x', { retryAfterSeconds: 7 });

    expect(failureOf(error)).toMatchObject({
      status: 429,
      code: 'invalid_client',
      retryAfterSeconds: 7,
      isFault: false,
    });
  });

  test.each([
    {
      name: 'R-20: an unexpected error hides its text',
      error: new Error('password=secret'),
      status: 500,
      code: 'server_error',
      isFault: true,
    },
    { name: 'a thrown string', error: 'boom', status: 500, code: 'server_error', isFault: true },
    {
      name: 'F-13: a database that is away',
      error: new DatabaseUnavailableError('down'),
      status: 503,
      code: 'temporarily_unavailable',
      isFault: true,
    },
    {
      name: 'a body that is too large',
      error: { statusCode: 413 },
      status: 413,
      code: 'invalid_request',
      isFault: false,
    },
    { name: 'a status that is none', error: { statusCode: 200 }, status: 500, code: 'server_error', isFault: true },
    {
      name: 'an unknown address',
      error: new NotFoundException('/x'),
      status: 404,
      code: 'invalid_request',
      isFault: false,
    },
    {
      name: 'ruling 5: a forged form',
      error: new InteractionError('forged-form'),
      status: 403,
      code: 'invalid_request',
      isFault: false,
    },
    {
      name: 'ruling 5: an expired form',
      error: new InteractionError('expired-form'),
      status: 403,
      code: 'invalid_request',
      isFault: false,
    },
    {
      name: 'ruling 5: a form of a browser without cookies is told of them, and leads on',
      error: new InteractionError('form-without-cookie', { ownPage: '/account' }),
      status: 403,
      code: 'invalid_request',
      ownPage: '/account',
      message: expect.stringContaining('allow cookies') as string,
      isFault: false,
    },
    {
      name: 'STD X5: a bad secret in the body',
      error: new OAuthError('invalid_client', 'no'),
      status: 400,
      code: 'invalid_client',
      isFault: false,
    },
    {
      name: 'STD X5: a bad secret in the header',
      error: new OAuthError('invalid_client', 'no', { challenge: 'Basic' }),
      status: 401,
      code: 'invalid_client',
      isFault: false,
    },
  ])('$name → $status $code', ({ error, name: _name, ...expected }) => {
    const failure = failureOf(error);

    expect(failure).toMatchObject(expected);
    expect(failure.message).not.toContain('secret');
  });

  test.each([
    {
      name: 'STD RFC6750-3: no token, no error member',
      error: new MissingTokenError(),
      expected: 'Bearer realm="gatehouse"',
    },
    {
      name: 'STD RFC6750-2: a bad token',
      error: new OAuthError('invalid_token', 'gone', { challenge: 'Bearer' }),
      expected: 'Bearer realm="gatehouse", error="invalid_token", error_description="gone."',
    },
    {
      name: 'STD RFC9449-1: a bad proof at a resource',
      error: new OAuthError('invalid_dpop_proof', 'old', { challenge: 'DPoP', proofAlgorithms: ['ES256'] }),
      expected: 'DPoP realm="gatehouse", error="invalid_dpop_proof", error_description="old.", algs="ES256"',
    },
    {
      name: 'STD RFC6749-8: bad Basic credentials',
      error: new OAuthError('invalid_client', 'no', { challenge: 'Basic' }),
      expected: 'Basic realm="gatehouse"',
    },
  ])('$name', ({ error, expected }) => {
    expect(failureOf(error).challenges).toEqual([expected]);
  });
});
