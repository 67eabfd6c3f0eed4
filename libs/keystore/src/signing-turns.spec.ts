import { SigningTurns } from './signing-turns.js';

test('F-35: as many as there are turns are under way; the others follow in order, failures included', async () => {
  const turns = new SigningTurns(2);
  const begun: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<number>>();
  const all = [0, 1, 2, 3].map((n) =>
    turns.run(() => {
      begun.push(n);
      const end = Promise.withResolvers<number>();
      ends.set(n, end);
      return end.promise;
    }),
  );
  expect(begun).toEqual([0, 1]);

  ends.get(1)!.reject(new Error('refused'));
  await expect(all[1]).rejects.toThrow('refused');
  expect(begun).toEqual([0, 1, 2]);

  ends.get(0)!.resolve(0);
  ends.get(2)!.resolve(2);
  await Promise.all([all[0], all[2]]);
  ends.get(3)!.resolve(3);
  await expect(all[3]).resolves.toBe(3);

  await expect(turns.run(() => Promise.resolve(4))).resolves.toBe(4);
});
