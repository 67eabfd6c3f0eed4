import { presentedCredentials } from './presented-credentials.js';

const basic = (text: string): string => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

test.each([
  { headers: [], read: { scheme: 'none' } },
  { headers: [basic('anna:pass:word')], read: { scheme: 'Basic', username: 'anna', password: 'pass:word' } },
  { headers: [basic('jürgen:größer')], read: { scheme: 'Basic', username: 'jürgen', password: 'größer' } },
  { headers: ['bEARER  a.b-c_d~e+f/g== '], read: { scheme: 'Bearer', token: 'a.b-c_d~e+f/g==' } },
])('$headers say $read', ({ headers, read }) => {
  expect(presentedCredentials(headers)).toEqual(read);
});

test.each([
  { name: 'two headers, of which somebody between us may have read the other', headers: [basic('a:b'), basic('a:b')] },
  { name: 'more than a name and a password need', headers: [basic(`a:${'b'.repeat(20_000)}`)] },
  { name: 'no base64', headers: ['Basic a:b'] },
  { name: 'no colon', headers: [basic('anna')] },
  { name: 'no name', headers: [basic(':password')] },
  { name: 'control characters', headers: [basic('an\0na:b')] },
  { name: 'bytes that are no UTF-8', headers: [`Basic ${Buffer.from([0xff, 0x3a, 0x61]).toString('base64')}`] },
  { name: 'two tokens', headers: ['Bearer a b'] },
  { name: 'another scheme', headers: ['Digest username="anna"'] },
  { name: 'no scheme', headers: ['abc'] },
])('V-87: $name is unreadable, and nothing of it is repeated', ({ headers }) => {
  const read = presentedCredentials(headers);

  expect(read.scheme).toBe('unreadable');
  expect(JSON.stringify(read)).not.toMatch(/anna|YW5uYQ|password"/);
});
