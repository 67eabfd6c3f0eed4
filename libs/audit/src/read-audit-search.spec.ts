import type { AuditSearch } from './audit-query.port.js';
import { readAuditSearch as readWith } from './read-audit-search.js';

/** No cursor is one of the server's. */
const readAuditSearch = (search: AuditSearch) => readWith(search, { read: () => undefined });

test.each([
  ['a time without an offset', { from: '2026-01-01T00:00:00' }, ['from']],
  ['a day that there is not', { from: '2026-02-30T00:00:00Z', to: '2026-13-01T00:00:00Z' }, ['from', 'to']],
  ['a year that the database does not know', { from: '0001-01-01T00:00:00+14:00' }, ['from']],
  ['a year of five digits', { to: '9999-12-31T23:59:59-14:00' }, ['to']],
  ['an end before the start', { from: '2026-01-02T00:00:00Z', to: '2026-01-02T00:00:00+00:00' }, ['to']],
  ['an outcome that there is not', { outcome: 'SUCCESS' }, ['outcome']],
  ['a kind that there is not', { kind: 'LOGIN' }, ['kind']],
  ['a page of nothing', { pageSize: '0' }, ['pageSize']],
  ['a page that is too large', { pageSize: '501' }, ['pageSize']],
  ['a page of 1e2', { pageSize: '1e2' }, ['pageSize']],
  ['a user that is no number (V-85)', { userPid: "1' or '1'='1" }, ['userPid']],
  ['a user beyond all numbers', { userPid: '9999999999999999' }, ['userPid']],
  ['a forged cursor (V-85)', { cursor: '1;select pg_sleep(3)' }, ['cursor']],
  ['a line break (V-84)', { username: 'a\r\nb' }, ['username']],
  ['NUL', { jti: '\0' }, ['jti']],
  ['more text than a record has', { clientId: 'x'.repeat(251) }, ['clientId']],
  ['several at once', { outcome: 'x', pageSize: 'x', cursor: 'x' }, ['outcome', 'pageSize', 'cursor']],
])('a search with %s is refused', (_name, search, fields) => {
  const read = readAuditSearch(search);

  expect(read.kind === 'refused' && read.problems.map(({ field }) => field)).toEqual(fields);
});

test('a kind that there is not is refused with those that there are', () => {
  const read = readAuditSearch({ kind: 'sign_in' });

  expect(read.kind === 'refused' && read.problems[0]?.remedy).toMatch(/^Use .*SIGN_IN, .*or SEED$/);
});

test('a list in place of a text is refused (V-87)', () => {
  expect(readAuditSearch({ kind: ['TOKEN'] } as never)).toMatchObject({ kind: 'refused' });
});

test('everything that can be looked for is read, and what is empty does not count', () => {
  const filter = {
    kind: 'TOKEN',
    clientId: 'a',
    username: 'b',
    moduleId: 'c',
    jti: 'd',
    errorReference: 'e',
    flowId: 'f',
  };
  const search = { ...filter, outcome: 'failure', userPid: '7', from: '2026-01-01T00:00:00Z', pageSize: '500', to: '' };

  expect(readAuditSearch(search)).toEqual({
    kind: 'read',
    portion: {
      filter: { ...filter, outcome: 'failure', userPid: 7 },
      pageSize: 500,
      from: new Date('2026-01-01T00:00:00Z'),
    },
  });
  expect(readAuditSearch({ kind: '' })).toEqual({ kind: 'read', portion: { filter: {}, pageSize: 100 } });
});
