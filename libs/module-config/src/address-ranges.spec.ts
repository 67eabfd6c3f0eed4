import { validateSync } from 'class-validator';
import { AreAddressRanges, addressTest } from './address-ranges.js';

class Options {
  @AreAddressRanges()
  readonly proxies: string[];

  constructor(proxies: string[]) {
    this.proxies = proxies;
  }
}

describe('addressTest', () => {
  const isProxy = addressTest(['10.1.0.0/16', '192.0.2.7', '2001:db8::/32', '::1']);

  test.each([
    { address: '10.1.255.3', expected: true },
    { address: '10.2.0.1', expected: false },
    { address: '192.0.2.7', expected: true },
    { address: '192.0.2.8', expected: false },
    { address: '::ffff:10.1.0.1', expected: true },
    { address: '::ffff:10.2.0.1', expected: false },
    { address: '2001:db8::9', expected: true },
    { address: '2001:db9::9', expected: false },
    { address: '::1', expected: true },
    { address: '', expected: false },
    { address: 'localhost', expected: false },
    { address: '10.1.0.1, 9.9.9.9', expected: false },
  ])('STD RFC8705-4: $address is a proxy: $expected', ({ address, expected }) => {
    expect(isProxy(address)).toBe(expected);
  });

  test('STD RFC8705-4: without ranges nobody is', () => {
    expect(addressTest([])('127.0.0.1')).toBe(false);
  });
});

test.each([
  '10.0.0.0/33',
  '10.0.0',
  '10.0.0.0/',
  'proxy.example',
  '::1/129',
  'fe80::1%eth0',
  '10.0.0.0/-1',
  '*',
  '0x7f.1',
])('STD RFC8705-4: %s is no range', (text) => {
  const [error] = validateSync(new Options(['10.0.0.0/8', text]));

  expect(Object.values(error?.constraints ?? {})).toEqual([
    `has entries that are no IP address and no range of them: ${text}`,
  ]);
});
