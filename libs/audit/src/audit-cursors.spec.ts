import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { AuditCursors } from './audit-cursors.js';

const position = { at: 1_795_385_598_123, id: '0f8fad5b-d9cb-469f-a165-70867728950e' };
const keyOf = (byte: number) => ({ derive: () => createSecretKey(Buffer.alloc(32, byte)) });
const cursors = new AuditCursors(keyOf(1));
const cursor = cursors.write(position);
const encoded = (text: string): string => Buffer.from(text).toString('base64url');
const mac = cursor.slice(cursor.indexOf('.'));

test('a cursor leads back to its position', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 47), fc.uuid(), (at, id) => {
      expect(cursors.read(cursors.write({ at, id }))).toEqual({ at, id });
    }),
  );
});

test('property: a cursor of which one character is another is none (V-85)', () => {
  fc.assert(
    fc.property(fc.nat(cursor.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (place, letter) => {
      fc.pre(cursor[place] !== letter);

      expect(cursors.read(cursor.slice(0, place) + letter + cursor.slice(place + 1))).toBeUndefined();
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a quotation mark', "'"],
  ['a statement', '1;select pg_sleep(3)'],
  ['another place, with the seal of this one', encoded(`1.${position.id}`) + mac],
  ['its place without the seal', cursor.slice(0, cursor.indexOf('.'))],
  ['another server', new AuditCursors(keyOf(2)).write(position)],
  ['padding', `${cursor}==`],
  ['a line break behind it', `${cursor}\n`],
  ['more than there can be', 'A'.repeat(10_000)],
])('a cursor of %s is none (V-85)', (_name, forged) => {
  expect(cursors.read(forged)).toBeUndefined();
});
