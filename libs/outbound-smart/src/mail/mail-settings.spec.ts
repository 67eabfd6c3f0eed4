import { bindOptions } from '#module-config/property.port';
import { mailProblems, mailSettingsOf, mailWarnings } from './mail-settings.js';
import { MailOptions } from './mail.options.js';

const read = (config: Readonly<Record<string, string>>) =>
  bindOptions(MailOptions, new Map(Object.entries(config)), 'SECURITY_OUT_SMART');
const HOST = { 'mail.smtp.host': 'smtp.clinic.example' };
const CLEAR = { 'mail.smtp.security': 'none' };
const SIGN_IN = { 'mail.smtp.username': 'gatehouse', 'mail.smtp.password': 'x' };

test('without a host a module sends no mail', () => {
  expect(mailSettingsOf(read({}).options)).toBeUndefined();
  expect(mailProblems(read(CLEAR).options, 'production')).toEqual([]);
});

test('a host is enough: encryption is demanded on port 587', () => {
  const { options, problems } = read(HOST);

  expect(problems).toEqual([]);
  const from = 'noreply@unknown.com';
  expect(mailSettingsOf(options)).toEqual({ host: 'smtp.clinic.example', port: 587, security: 'starttls', from });
  expect(mailWarnings('m', options)).toMatchObject([{ key: 'module.m.config.email.from_address' }]);
});

test.each([
  { name: 'in clear, in production', config: { ...HOST, ...CLEAR }, mode: 'production', key: 'mail.smtp.security' },
  { name: 'in clear, on trial', config: { ...HOST, ...CLEAR }, mode: 'evaluation', key: undefined },
  {
    name: 'a password in clear, on trial',
    config: { ...HOST, ...CLEAR, ...SIGN_IN },
    mode: 'evaluation',
    key: 'mail.smtp.security',
  },
  {
    name: 'in clear on this machine',
    config: { 'mail.smtp.host': '127.0.0.1', ...CLEAR, ...SIGN_IN },
    mode: 'production',
    key: undefined,
  },
  {
    name: 'a name alone',
    config: { ...HOST, 'mail.smtp.username': 'x' },
    mode: 'production',
    key: 'mail.smtp.password',
  },
  {
    name: 'a password alone',
    config: { ...HOST, 'mail.smtp.password': 'x' },
    mode: 'production',
    key: 'mail.smtp.username',
  },
] as const)('$name: $key', ({ config, mode, key }) => {
  const { options, problems } = read(config);

  expect(problems).toEqual([]);
  expect(mailProblems(options, mode).map((problem) => problem.key)).toEqual(key === undefined ? [] : [key]);
});

test.each([
  { 'email.from_address': 'a@x.example, b@y.example' },
  { 'mail.smtp.host': 'smtp.example/path' },
  { 'mail.smtp.port': '0' },
  { 'mail.smtp.security': 'maybe' },
  { 'mail.smtp.trusted_certificates.text': 'no certificate' },
])('refuses %j', (config) => {
  expect(read(config).problems.map(({ key }) => key)).toEqual(Object.keys(config));
});
