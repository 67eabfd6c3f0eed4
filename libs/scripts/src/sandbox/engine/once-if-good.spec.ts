import { onceIfGood } from './once-if-good.js';

test('what failed once is tried again, and what is good is made once', async () => {
  const told = ['EMFILE', 'good', 'never asked'];
  const made = onceIfGood(() => {
    const next = told.shift() ?? '';
    return next === 'EMFILE' ? Promise.reject(new Error(next)) : Promise.resolve(next);
  });

  const beside = await Promise.allSettled([made(), made()]);

  expect(beside.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect([await made(), await made()]).toEqual(['good', 'good']);
});
