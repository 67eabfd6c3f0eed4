import { DatabaseUnavailableError, type Sql } from '#database/sql.port';
import { openConnections } from './open-connections.js';

/** A database whose first answers are these failures. */
function databaseFailing(...failures: readonly Error[]): { readonly sql: Sql; readonly asked: () => number } {
  const left = [...failures];
  let asked = 0;
  const query = (): Promise<readonly never[]> => {
    asked += 1;
    const failure = left.shift();
    return failure ? Promise.reject(failure) : Promise.resolve([]);
  };
  return { sql: { query } as unknown as Sql, asked: () => asked };
}

describe('openConnections', () => {
  test('asks once for each connection', async () => {
    const { sql, asked } = databaseFailing();
    await openConnections(sql, 4);

    expect(asked()).toBe(4);
  });

  test('F-31: tries again where a connection takes longer than a request would wait', async () => {
    const late = new DatabaseUnavailableError('no connection was free in time');
    const { sql, asked } = databaseFailing(late, late, late);
    await openConnections(sql, 2);

    expect(asked()).toBe(5);
  });

  test('lets through what waiting does not mend', async () => {
    const { sql } = databaseFailing(new TypeError('a fault'));

    await expect(openConnections(sql, 1)).rejects.toThrow('a fault');
  });
});
