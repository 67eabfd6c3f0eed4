import { qrCode } from './qr-code.port.js';

test('is drawn by one path within a margin of four modules', () => {
  const { size, path } = qrCode('otpauth://totp/Gatehouse:adams?secret=JBSWY3DPEHPK3PXP');

  expect((size - 8 - 17) % 4).toBe(0);
  expect(path).toMatch(/^(M\d+ \d+h(\d+)v1h-\d+z)+$/);
  // The finder pattern in the upper left corner.
  expect(path.startsWith('M4 4h7v1h-7z')).toBe(true);
  const places = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].flatMap(([, x, y, width]) => [
    ...[Number(x), Number(y), Number(x) + Number(width) - 1],
  ]);
  expect(Math.min(...places)).toBe(4);
  expect(Math.max(...places)).toBe(size - 5);
});

test('refuses what no code can hold', () => {
  expect(() => qrCode('x'.repeat(3_000))).toThrow(/too big/);
});
