import fc from 'fast-check';
import { callerAddress } from './caller-address.port.js';

const PEER = '10.0.0.1';
const isProxy = (address: string): boolean => /^(?:10[.]0[.]0[.]\d+|fd00::\d+)$/.test(address);
const caller = (...headers: readonly string[]): string => callerAddress(PEER, headers, isProxy);

describe('callerAddress', () => {
  test.each([
    { name: 'no header: the proxy itself calls', headers: [], address: PEER },
    { name: 'one proxy', headers: ['192.0.2.7'], address: '192.0.2.7' },
    { name: 'two proxies', headers: ['192.0.2.7, 10.0.0.2'], address: '192.0.2.7' },
    { name: 'two proxies, a header each', headers: ['192.0.2.7', '10.0.0.2'], address: '192.0.2.7' },
    { name: 'IPv6', headers: ['2001:db8::7'], address: '2001:db8::7' },
    { name: 'ports', headers: ['192.0.2.7:50000'], address: '192.0.2.7' },
    { name: 'ports of IPv6', headers: ['[2001:db8::7]:50000, [fd00::2]:1'], address: '2001:db8::7' },
    { name: 'none but proxies: the first of them', headers: ['10.0.0.3, 10.0.0.2'], address: '10.0.0.3' },
    {
      name: 'V-64: what the caller wrote in front does not count',
      headers: ['1.1.1.1, 192.0.2.7'],
      address: '192.0.2.7',
    },
    { name: 'V-64: the caller claims to be a proxy', headers: ['10.0.0.9, 192.0.2.7'], address: '192.0.2.7' },
    { name: 'V-64: a thousand entries', headers: [`${'1.1.1.1, '.repeat(1000)}192.0.2.7`], address: '192.0.2.7' },
    { name: 'V-64: a name', headers: ['a.evil.test'], address: PEER },
    { name: 'V-64: a name behind a proxy', headers: ['a.evil.test, 10.0.0.2'], address: '10.0.0.2' },
    { name: 'V-64: unknown', headers: ['192.0.2.7, unknown'], address: PEER },
    { name: 'V-64: a zone', headers: ['fe80::1%eth0'], address: PEER },
    { name: 'an empty entry', headers: ['192.0.2.7,'], address: PEER },
  ])('$name', ({ headers, address }) => {
    expect(caller(...headers)).toBe(address);
  });

  test('V-64: a peer that is no proxy of ours is believed nothing', () => {
    expect(callerAddress('192.0.2.1', ['192.0.2.7'], isProxy)).toBe('192.0.2.1');
  });

  test('V-64: property: nothing that a caller writes changes who he is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6())), fc.ipV4(), (written, own) => {
        fc.pre(!isProxy(own));
        expect(caller([...written, own].join(','))).toBe(own);
      }),
    );
  });
});
