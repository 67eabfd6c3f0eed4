import { canonicalIp } from './ip-address.js';

test.each([
  { address: '192.0.2.7', expected: '192.0.2.7' },
  { address: '2001:DB8:0:0:0:0:0:1', expected: '2001:db8::1' },
  { address: '::1', expected: '::1' },
  { address: Buffer.from([192, 0, 2, 7]), expected: '192.0.2.7' },
  { address: Buffer.from('20010db8000000000000000000000001', 'hex'), expected: '2001:db8::1' },
  { address: '192.0.2.07', expected: undefined },
  { address: '192.0.2.256', expected: undefined },
  { address: '192.0.2', expected: undefined },
  { address: '3221225991', expected: undefined },
  { address: '2001:db8::1%eth0', expected: undefined },
  { address: '[::1]', expected: undefined },
  { address: '', expected: undefined },
  { address: Buffer.alloc(5), expected: undefined },
  { address: Buffer.alloc(0), expected: undefined },
])('STD RFC8705-1: $address is $expected', ({ address, expected }) => {
  expect(canonicalIp(address)).toBe(expected);
});
