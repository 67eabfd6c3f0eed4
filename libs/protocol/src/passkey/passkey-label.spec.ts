import { passkeyLabel } from './passkey-label.js';

describe('the name of a passkey', () => {
  test.each([
    { typed: '  Blue  key\n', transports: [], label: 'Blue key' },
    { typed: 'x'.repeat(80), transports: [], label: 'x'.repeat(60) },
    { typed: '\u202e\u0000', transports: [], label: 'Passkey' },
    { typed: undefined, transports: ['usb', 'nfc'], label: 'Security key' },
    { typed: '', transports: ['internal', 'hybrid'], label: 'Passkey of a device' },
    { typed: '', transports: ['hybrid'], label: 'Passkey of a phone' },
    { typed: '', transports: ['mind'], label: 'Passkey' },
  ])('$typed with $transports is $label', ({ typed, transports, label }) => {
    expect(passkeyLabel(typed, transports)).toBe(label);
  });
});
