import { readEgressPolicy } from './egress-policy.js';

const policyOf = (value: string) =>
  readEgressPolicy(
    { server: new Map([['gatehouse.egress.allowed_hosts', { value, origin: 'file' as const }]]) },
    'production',
  );

test('hosts, with and without port, between commas, blanks or lines', () => {
  expect(policyOf('JWKS.hospital.example, 10.1.2.3:08443\n[FD00::7]:9443')).toEqual({
    policy: { evaluation: false, allowedHosts: ['jwks.hospital.example', '10.1.2.3:8443', '[fd00::7]:9443'] },
    problems: [],
  });
});

test.each([
  '*.hospital.example',
  'https://hospital.example',
  'hospital.example/jwks',
  '127.1',
  'host:0',
  'host:70000',
  'host.',
  '[::1',
])('%s is no host', (value) => {
  expect(policyOf(value).problems).toMatchObject([
    { key: 'gatehouse.egress.allowed_hosts', problem: `"${value}" is no host` },
  ]);
});

test('without the property nothing internal is allowed, and in evaluation mode this machine', () => {
  expect(readEgressPolicy({ server: new Map() }, 'production').policy).toEqual({ evaluation: false, allowedHosts: [] });
  expect(readEgressPolicy({ server: new Map() }, 'evaluation').policy).toEqual({ evaluation: true, allowedHosts: [] });
});
