import fc from 'fast-check';
import { auditCursor, readAuditCursor } from './audit-position.js';

const position = { at: 1_795_385_598_123, id: '0f8fad5b-d9cb-469f-a165-70867728950e' };
const encoded = (text: string): string => Buffer.from(text).toString('base64url');

test('a cursor leads back to its position', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 47), fc.uuid(), (at, id) => {
      expect(readAuditCursor(auditCursor({ at, id }))).toEqual({ at, id });
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a quotation mark', "'"],
  ['a statement', '1;select pg_sleep(3)'],
  ['an encoded statement', encoded("1.0'; select pg_sleep(3) --")],
  ['no UUID', encoded('1.x')],
  ['a UUID in capitals', encoded(`1.${position.id.toUpperCase()}`)],
  ['a time beyond all calendars', encoded(`999999999999999.${position.id}`)],
  ['a negative time', encoded(`-1.${position.id}`)],
  ['leading zeros', encoded(`01.${position.id}`)],
  ['padding', `${auditCursor(position)}==`],
  ['a line break behind it', `${auditCursor(position)}\n`],
  ['other letters of base64', auditCursor(position).replace('M', '+')],
  ['more than there can be', 'A'.repeat(10_000)],
])('a cursor of %s is none (V-85)', (_name, cursor) => {
  expect(readAuditCursor(cursor)).toBeUndefined();
});
