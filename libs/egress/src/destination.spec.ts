import { readDestination, type EgressPolicy } from './destination.js';
import { EgressError } from './egress.port.js';

const production: EgressPolicy = { evaluation: false, allowedHosts: [] };
const evaluation: EgressPolicy = { evaluation: true, allowedHosts: [] };
const listed: EgressPolicy = {
  evaluation: false,
  allowedHosts: ['jwks.hospital.example', 'keys.hospital.example:389', '10.1.2.3:8080', '[fd00::7]'],
};

function outcomeOf(url: string, policy: EgressPolicy): string {
  try {
    return readDestination(url, policy).host;
  } catch (error) {
    return error instanceof EgressError ? error.reason : String(error);
  }
}

test.each([
  '',
  'jwks.example/keys',
  '//jwks.example/keys',
  'file:///etc/passwd',
  'gopher://jwks.example/',
  'ftp://jwks.example/keys',
  'data:application/json,{}',
  'javascript:1',
  'http://jwks.example/keys',
  'https://user@jwks.example/keys',
  'https://user:pw@jwks.example/keys',
  'https://@jwks.example/keys',
  'https://jwks.example@127.0.0.1/',
  'https://jwks.example:22/',
  'https://jwks.example:25/',
  'https://jwks.example:5432/',
  'https://jwks.example:6379/',
  'https://jwks.example./keys',
  'https://localhost./',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://bücher.example/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://jwks%2eexample/',
  'https:jwks.example/keys',
  'https:/jwks.example/keys',
  'https:\\\\jwks.example\\keys',
  'https://jwks.example\\@evil.test/',
  'ht\ntps://jwks.example/',
  ' https://jwks.example/',
  'https://jwks.example/a b',
  `https://jwks.example/${'a'.repeat(2048)}`,
])('V-76, R-12: %s is refused before any name is looked up', (url) => {
  expect(outcomeOf(url, production)).toBe('address-refused');
});

test.each([
  { url: 'https://jwks.example/keys?a=b', policy: production, expected: 'jwks.example' },
  { url: 'HTTPS://JWKS.example/keys', policy: production, expected: 'jwks.example' },
  { url: 'https://jwks.example:8443/keys', policy: production, expected: 'jwks.example' },
  { url: 'https://jwks.example', policy: production, expected: 'jwks.example' },
  { url: 'https://xn--bcher-kva.example/', policy: production, expected: 'xn--bcher-kva.example' },
  { url: 'http://jwks.example/keys', policy: evaluation, expected: 'jwks.example' },
  { url: 'http://127.0.0.1:9200/', policy: evaluation, expected: '127.0.0.1' },
  { url: 'http://[::1]:9200/', policy: evaluation, expected: '::1' },
  { url: 'http://jwks.hospital.example/', policy: listed, expected: 'jwks.hospital.example' },
  { url: 'https://jwks.hospital.example:8443/', policy: listed, expected: 'jwks.hospital.example' },
  { url: 'https://keys.hospital.example:389/', policy: listed, expected: 'keys.hospital.example' },
  { url: 'http://10.1.2.3:8080/', policy: listed, expected: '10.1.2.3' },
  { url: 'http://[fd00::7]/', policy: listed, expected: 'fd00::7' },
])('$url is called', ({ url, policy, expected }) => {
  expect(outcomeOf(url, policy)).toBe(expected);
});

test.each([
  { url: 'http://keys.hospital.example/', name: 'another port than the listed one' },
  { url: 'http://sub.jwks.hospital.example/', name: 'a host below a listed one' },
  { url: 'http://jwks.hospital.example.evil.test/', name: 'a host that begins like a listed one' },
  { url: 'https://jwks.hospital.example:389/', name: 'a closed port of a host that is listed without ports' },
])('listed hosts are exact: $name', ({ url }) => {
  expect(outcomeOf(url, listed)).toBe('address-refused');
});

test.each([
  { url: 'https://jwks.example/', expected: 'unlisted' },
  { url: 'http://127.0.0.1:9200/', expected: 'unlisted' },
  { url: 'https://jwks.hospital.example.evil.test/', expected: 'unlisted' },
  { url: 'https://keys.hospital.example/', expected: 'unlisted' },
  { url: 'https://jwks.hospital.example./', expected: 'address-refused' },
  { url: 'https://jwks.hospital.example@evil.test/', expected: 'address-refused' },
  { url: 'https://jwks.hospital.example:389/', expected: 'address-refused' },
  { url: 'file://jwks.hospital.example/', expected: 'address-refused' },
  { url: 'http://jwks.hospital.example/', expected: 'jwks.hospital.example' },
])('V-99: where only listed hosts may be called, $url is $expected', ({ url, expected }) => {
  expect(outcomeOf(url, { ...listed, onlyListed: true })).toBe(expected);
});

test.each([
  { name: 'production', url: 'https://a.example/', policy: production, expected: [true, false, false, false] },
  { name: 'evaluation', url: 'https://a.example/', policy: evaluation, expected: [true, true, false, false] },
  { name: 'a listed host', url: 'https://jwks.hospital.example/', policy: listed, expected: [true, true, true, false] },
])('V-76: what a host may resolve to in $name', ({ url, policy, expected }) => {
  const { accepts } = readDestination(url, policy);

  expect(['93.184.216.34', '127.0.0.1', '10.0.0.1', '169.254.169.254'].map(accepts)).toEqual(expected);
});
