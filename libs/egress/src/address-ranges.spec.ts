import { isLoopback, isPublicAddress, isReachableWhenListed } from './address-ranges.js';

const strangers = [
  { address: '93.184.216.34', isPublic: true, whenListed: true },
  { address: '2606:2800:220:1::1', isPublic: true, whenListed: true },
  { address: '172.15.255.255', isPublic: true, whenListed: true },
  { address: '172.32.0.1', isPublic: true, whenListed: true },
  { address: '100.63.255.255', isPublic: true, whenListed: true },
  { address: '10.0.0.1', isPublic: false, whenListed: true },
  { address: '172.16.0.1', isPublic: false, whenListed: true },
  { address: '192.168.255.255', isPublic: false, whenListed: true },
  { address: '100.64.0.1', isPublic: false, whenListed: true },
  { address: '127.0.0.1', isPublic: false, whenListed: true },
  { address: '127.255.255.254', isPublic: false, whenListed: true },
  { address: '::1', isPublic: false, whenListed: true },
  { address: 'fd12:3456::1', isPublic: false, whenListed: true },
  { address: '169.254.169.254', isPublic: false, whenListed: false },
  { address: '168.63.129.16', isPublic: false, whenListed: false },
  { address: '100.100.100.200', isPublic: false, whenListed: false },
  { address: 'fd00:ec2::254', isPublic: false, whenListed: false },
  { address: '0.0.0.0', isPublic: false, whenListed: false },
  { address: '0.1.2.3', isPublic: false, whenListed: false },
  { address: '::', isPublic: false, whenListed: false },
  { address: '::ffff:127.0.0.1', isPublic: false, whenListed: false },
  { address: '::ffff:5db8:d822', isPublic: false, whenListed: false },
  { address: '::7f00:1', isPublic: false, whenListed: false },
  { address: '64:ff9b::7f00:1', isPublic: false, whenListed: false },
  { address: '2002:7f00:1::', isPublic: false, whenListed: false },
  { address: '2001:0:7f00:1::', isPublic: false, whenListed: false },
  { address: '2001:db8::1', isPublic: false, whenListed: false },
  { address: 'fe80::1', isPublic: false, whenListed: false },
  { address: 'ff02::1', isPublic: false, whenListed: false },
  { address: '224.0.0.1', isPublic: false, whenListed: false },
  { address: '255.255.255.255', isPublic: false, whenListed: false },
  { address: '198.51.100.7', isPublic: false, whenListed: false },
];

test.each(strangers)('V-76: $address', ({ address, isPublic, whenListed }) => {
  expect([isPublicAddress(address), isReachableWhenListed(address)]).toEqual([isPublic, whenListed]);
});

test.each([
  { address: '127.8.9.10', expected: true },
  { address: '::1', expected: true },
  { address: '128.0.0.1', expected: false },
  { address: '::2', expected: false },
])('$address is this machine: $expected', ({ address, expected }) => {
  expect(isLoopback(address)).toBe(expected);
});
