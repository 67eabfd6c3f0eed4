import { clientCertificateProblems } from './client-certificate-fields.js';

const tls = { tokenEndpointAuthMethod: 'tls_client_auth' } as const;
const fieldsOf = (client: Parameters<typeof clientCertificateProblems>[0]): readonly string[] =>
  clientCertificateProblems(client).map(({ field }) => field);

describe('clientCertificateProblems', () => {
  test.each([
    { name: 'no subject', client: tls, field: 'tokenEndpointAuthMethod' },
    {
      name: 'two subjects',
      client: { ...tls, tlsClientAuthSubjectDn: 'CN=app', tlsClientAuthSanDns: 'app.example' },
      field: 'tlsClientAuthSanDns',
    },
    {
      name: 'a subject without the method',
      client: { tlsClientAuthSanDns: 'app.example' },
      field: 'tlsClientAuthSanDns',
    },
    {
      name: 'a subject with another method',
      client: { tokenEndpointAuthMethod: 'self_signed_tls_client_auth' as const, tlsClientAuthSanDns: 'app.example' },
      field: 'tlsClientAuthSanDns',
    },
    { name: 'no name', client: { ...tls, tlsClientAuthSubjectDn: 'app' }, field: 'tlsClientAuthSubjectDn' },
    {
      name: 'a name as OpenSSL prints it by itself',
      client: { ...tls, tlsClientAuthSubjectDn: '/CN=app' },
      field: 'tlsClientAuthSubjectDn',
    },
    { name: 'a wildcard', client: { ...tls, tlsClientAuthSanDns: '*.example' }, field: 'tlsClientAuthSanDns' },
    {
      name: 'an address for a host',
      client: { ...tls, tlsClientAuthSanDns: 'https://app.example' },
      field: 'tlsClientAuthSanDns',
    },
    { name: 'a relative URI', client: { ...tls, tlsClientAuthSanUri: '/app' }, field: 'tlsClientAuthSanUri' },
    { name: 'a range', client: { ...tls, tlsClientAuthSanIp: '10.0.0.0/8' }, field: 'tlsClientAuthSanIp' },
    { name: 'no address', client: { ...tls, tlsClientAuthSanEmail: 'app' }, field: 'tlsClientAuthSanEmail' },
  ])('STD RFC8705-1: refuses $name', ({ client, field }) => {
    expect(fieldsOf(client)).toEqual([field]);
  });

  test.each([
    { client: {} },
    { client: { tokenEndpointAuthMethod: 'self_signed_tls_client_auth' as const } },
    { client: { ...tls, tlsClientAuthSubjectDn: 'CN=app,O=Clinic' } },
    { client: { ...tls, tlsClientAuthSanDns: 'app.example' } },
    { client: { ...tls, tlsClientAuthSanUri: 'spiffe://example/app' } },
    { client: { ...tls, tlsClientAuthSanIp: '2001:db8::1' } },
    { client: { ...tls, tlsClientAuthSanEmail: 'app@example.org' } },
  ])('STD RFC8705-1: takes $client', ({ client }) => {
    expect(fieldsOf(client)).toEqual([]);
  });
});
