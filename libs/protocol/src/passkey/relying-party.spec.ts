import { relyingPartyOf } from './relying-party.js';

const https = (id: string, origin: string) => ({ id, origin });

describe('the relying party', () => {
  test.each([
    { issuer: 'https://login.hospital.example/auth', domain: undefined, expected: 'login.hospital.example' },
    { issuer: 'https://login.hospital.example', domain: 'hospital.example', expected: 'hospital.example' },
    { issuer: 'https://login.hospital.example', domain: 'Hospital.Example', expected: 'hospital.example' },
  ])('of $issuer with $domain is $expected', ({ issuer, domain, expected }) => {
    expect(relyingPartyOf(issuer, domain)).toEqual(https(expected, 'https://login.hospital.example'));
  });

  test('of this very machine needs no TLS; its origin has the port', () => {
    expect(relyingPartyOf('http://localhost:9200')).toEqual(https('localhost', 'http://localhost:9200'));
  });

  test.each([
    { why: 'another domain', issuer: 'https://login.hospital.example', domain: 'clinic.example' },
    { why: 'a domain below', issuer: 'https://hospital.example', domain: 'login.hospital.example' },
    { why: 'the end of a word', issuer: 'https://login.hospital.example', domain: 'pital.example' },
    { why: 'everybody below a top-level domain', issuer: 'https://login.hospital.example', domain: 'example' },
    { why: 'no domain', issuer: 'https://login.hospital.example', domain: '.example' },
    { why: 'no TLS', issuer: 'http://login.hospital.example', domain: undefined },
    { why: 'a number', issuer: 'https://192.0.2.7', domain: undefined },
    { why: 'a number', issuer: 'https://[2001:db8::1]', domain: undefined },
    { why: 'no address', issuer: '', domain: undefined },
  ])('is none: $why', ({ issuer, domain }) => {
    expect(relyingPartyOf(issuer, domain)).toBeUndefined();
  });
});
