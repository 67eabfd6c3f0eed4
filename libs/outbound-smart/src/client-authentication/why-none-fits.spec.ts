import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import { whyNoneFits } from './why-none-fits.js';

const COSTLY = '$argon2id$v=19$m=262144,t=10,p=4$c29tZXNhbHRzb21l$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI';

test.each([
  { name: 'none', hashes: [], isTold: false },
  { name: 'one that can be checked', hashes: [hashGeneratedSecret('x')], isTold: false },
  { name: 'one that waits for its variable', hashes: ["#{env['X']}"], isTold: false },
  { name: 'one that takes too long, among others', hashes: [hashGeneratedSecret('x'), COSTLY], isTold: true },
])('F-35: of $name the log says that it must be set anew → $isTold', ({ hashes, isTold }) => {
  expect(whyNoneFits(hashes.map((hash) => ({ hash }))).includes('set anew')).toBe(isTold);
});
