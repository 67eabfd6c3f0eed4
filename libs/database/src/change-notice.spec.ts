import { markOf, marksOf, readNotice } from './change-notice.js';

describe('what a notification says', () => {
  test.each([
    { name: 'a topic alone', payload: 'clients:a' },
    { name: 'nothing', payload: '' },
    { name: 'no parts', payload: '{"topic":"a","version":2,"marks":null}' },
    { name: 'no version', payload: '{"topic":"a","marks":["x"]}' },
    { name: 'something else', payload: 'null' },
  ])('$name names no parts', ({ payload }) => {
    expect(readNotice(payload)).toBeUndefined();
  });

  test('parts are named by marks', () => {
    const payload = JSON.stringify({ topic: 'a', version: 2, marks: marksOf(['my-app', 'my-app']) });

    expect(readNotice(payload)).toEqual({ topic: 'a', version: 2, marks: [markOf('my-app')] });
  });

  test('as many as a batch has fit into a notification, however long their names are; of more none is named', () => {
    const keys = Array.from({ length: 601 }, (_, count) => `${'a'.repeat(190)}${String(count)}`);
    const payload = {
      topic: `client-origins:${'m'.repeat(100)}`,
      version: 2 ** 53,
      marks: marksOf(keys.slice(0, 600)),
    };

    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(8_000);
    expect(marksOf(keys)).toBeUndefined();
  });
});
