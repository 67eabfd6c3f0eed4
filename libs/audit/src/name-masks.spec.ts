import { createSecretKey } from 'node:crypto';
import { NameMasks } from './name-masks.js';

const masksOf = (byte: number) => new NameMasks({ derive: () => createSecretKey(Buffer.alloc(32, byte)) });
const typed = 'Mein-Geheimes-Passwort-7!';

test('R-20: what may be a password is kept as nothing that tells it, and is known again', () => {
  const masks = masksOf(1);
  const mask = masks.mask(typed);

  expect(mask).toMatch(/^unknown:[0-9a-f]{12}$/);
  for (const again of [typed.toUpperCase(), `  ${typed} `]) expect(masks.mask(again)).toBe(mask);
  expect(masks.mask(`${typed}x`)).not.toBe(mask);
  expect(masksOf(2).mask(typed)).not.toBe(mask);
});

test.each([undefined, '', '  '])('%p is no name', (name) => {
  expect(masksOf(1).mask(name)).toBeUndefined();
});
