import pg from 'pg';
import { asDatabaseFailure, isConflict, isConnectionLost, wasNeverSent } from './connection-failure.js';
import { DatabaseUnavailableError } from './sql.port.js';

function serverError(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError(`said the server about 'secret'`, 0, 'error');
  return Object.assign(error, {
    code,
    detail: 'Key (hash)=(secret) exists',
    where: '$1 = secret',
    internalQuery: 'select',
  });
}

const nodeError = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

describe('asDatabaseFailure', () => {
  test.each([
    { name: 'nobody listens', error: nodeError('ECONNREFUSED') },
    { name: 'cut off', error: nodeError('ECONNRESET') },
    { name: 'a Node code that looks like a SQLSTATE', error: nodeError('EPIPE') },
    { name: 'cut off in a statement', error: new Error('Connection terminated unexpectedly') },
    { name: 'connecting took too long', error: new Error('Connection terminated due to connection timeout') },
    { name: 'no answer', error: new Error('Query read timeout') },
    { name: 'pool exhausted', error: new Error('timeout exceeded when trying to connect') },
    { name: 'pool closed', error: new Error('Cannot use a pool after calling end on the pool') },
    { name: 'dead before sending', error: new Error('Client has encountered a connection error and is not queryable') },
    ...[
      ['08006', 'connection failure'],
      ['57P01', 'admin shutdown'],
      ['57P02', 'crash shutdown'],
      ['57P03', 'starting up'],
      ['57014', 'statement timeout'],
      ['55P03', 'lock timeout'],
      ['25006', 'read-only'],
      ['25P03', 'idle in transaction'],
      ['53100', 'disk full (F-17)'],
      ['53300', 'too many connections'],
      ['40001', 'serialization failure'],
      ['40P01', 'deadlock'],
      ['28P01', 'password'],
      ['3D000', 'no such database'],
    ].map(([code, name]) => ({ name: `${code ?? ''} ${name ?? ''}`, error: serverError(code ?? '') })),
  ])('is "unavailable" for $name', ({ error }) => {
    const failure = asDatabaseFailure(error);

    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect(String(failure)).not.toContain('secret');
    expect(failure).toMatchObject({ retryAfterSeconds: 1 });
  });

  test.each(['23505', '23503', '42601', '22P02', 'XX000'])('hands on %s, without the values it quotes (I6)', (code) => {
    const error = serverError(code);

    expect(asDatabaseFailure(error)).toBe(error);
    expect(error).toMatchObject({ code });
    expect([error.detail, error.where, error.internalQuery]).toEqual([undefined, undefined, undefined]);
  });

  test.each([new TypeError('a bug'), 'text', undefined, null, { code: 7 }])('hands on %p untouched', (error) => {
    expect(asDatabaseFailure(error)).toBe(error);
  });

  test('does not wrap twice', () => {
    const failure = new DatabaseUnavailableError('x');

    expect(asDatabaseFailure(failure)).toBe(failure);
  });
});

describe('what to do with the connection', () => {
  test.each([
    { error: serverError('57P01'), lost: true },
    { error: serverError('25P03'), lost: true },
    { error: nodeError('ECONNRESET'), lost: true },
    { error: new Error('Query read timeout'), lost: true },
    { error: serverError('57014'), lost: false },
    { error: serverError('23505'), lost: false },
    { error: serverError('40P01'), lost: false },
    { error: new Error('thrown by the caller'), lost: false },
  ])('$error.code $error.message: lost $lost', ({ error, lost }) => {
    expect(isConnectionLost(error)).toBe(lost);
  });

  test('only conflicts and statements never sent are worth another try (F-15, F-16)', () => {
    expect([serverError('40001'), serverError('40P01'), serverError('23505')].map(isConflict)).toEqual([
      true,
      true,
      false,
    ]);
    expect(wasNeverSent(new Error('Client was closed and is not queryable'))).toBe(true);
    expect(wasNeverSent(new Error('Connection terminated unexpectedly'))).toBe(false);
  });
});
