import type { ConfigurationValue } from '../configuration-value.js';
import type { DeclaredProperty } from '../property-declaration.js';
import { formatPropertyReport, unknownKeyWarnings } from './property-report-text.js';
import { propertyReport, type PropertyReport } from './property-report.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  key,
  help: 'Help.',
  field: 'field',
  type: 'string',
  ...more,
});
const module = {
  type: 'SECURITY_OUT_SMART',
  properties: [property('port', { default: 9200 }), property('issuer.url'), property('signing.text', { secret: true })],
};
const reportOf = (
  entries: Readonly<Record<string, string>>,
  origin: ConfigurationValue['origin'] = 'file',
): PropertyReport =>
  propertyReport(
    'smart_auth',
    module,
    new Map(Object.entries(entries).map(([key, value]) => [key, { value, origin }])),
  );

describe('propertyReport', () => {
  test('V-102: it has keys and never a value', () => {
    const entries = { 'signing.text': 'canary', port: 'canary', prot: 'canary', 'tls.keystore.password': 'canary' };
    const report = reportOf(entries);

    expect(JSON.stringify(report) + formatPropertyReport([report])).not.toContain('canary');
  });

  test('counts what is supported by where its value comes from', () => {
    expect(reportOf({ port: '1' }).supported).toEqual({ default: 2, file: 1, environment: 0, database: 0 });
    expect(reportOf({ port: '1', 'issuer.url': 'x' }, 'database').supported).toMatchObject({ default: 1, database: 2 });
    expect(reportOf({ port: ' ' }).supported).toMatchObject({ default: 3, file: 0 });
  });

  test('has what is without effect by reason, with what to use', () => {
    const { withoutEffect } = reportOf({ 'threadpool.min': '5', pin_host: 'x', 'threadpool.max': '10', 'skin.x': 'y' });

    expect(withoutEffect.map(({ keys }) => keys)).toEqual([
      ['threadpool.min', 'threadpool.max'],
      ['pin_host'],
      ['skin.x'],
    ]);
    expect(withoutEffect[1]).toMatchObject({
      reason: expect.stringMatching(/issuer\.url/) as string,
      instead: 'issuer.url',
    });
  });

  test.each([
    ['a switch that is off', { 'tls.enabled': 'false' }],
    ['a script that is not set', { 'codap.auth_script.text': '' }],
    ['a property without a value', { pin_host: ' ' }],
  ])('says nothing of %s: it does what it says', (_name, entries) => {
    expect(reportOf(entries)).toMatchObject({ withoutEffect: [], unknown: [] });
  });

  test.each([
    ['prot', 'port'],
    ['isuer.url', 'issuer.url'],
    ['PORT', 'port'],
    ['threadpol.min', 'threadpool.min'],
    ['security_out_smart.prot', 'port'],
    ['pot', 'port'],
    ['prt', 'port'],
    ['xx', undefined],
    ['password_pattern', undefined],
    ['x'.repeat(200), undefined],
    ['__proto__', undefined],
  ])('nobody knows %s, which is near %s', (key, nearest) => {
    expect(reportOf({ [key]: '1' }).unknown).toEqual([{ key, ...(nearest !== undefined && { nearest }) }]);
  });

  test('ruling 15: tells which keys stand behind the module type', () => {
    expect(reportOf({ 'security_out_smart.issuer.url': 'x', port: '1' }).otherSpellings).toEqual([
      { writtenAs: 'security_out_smart.issuer.url', key: 'issuer.url' },
    ]);
  });

  test('a file of nothing but unknown keys is read in little time', () => {
    const many = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`${'abcdefgh'.repeat(8)}.${index}`, '1']),
    );
    const report = reportOf(many);

    expect(report.unknown).toHaveLength(20_000);
    expect(formatPropertyReport([report]).length).toBeLessThan(10_000);
    expect(unknownKeyWarnings(report)[0]?.key.length).toBeLessThan(10_000);
  });
});

test('formatPropertyReport is one block for each module', () => {
  const [one, other] = [
    reportOf({ port: '1', 'threadpool.min': '5', 'threadpool.max': '5', pin_host: 'x', prot: '2', pqr: '3' }),
    reportOf({ 'security_out_smart.port': '1' }, 'environment'),
  ];

  expect(formatPropertyReport([one, other])).toBe(
    [
      'Properties',
      '  smart_auth (SECURITY_OUT_SMART): 1 from the file, 2 as they are by default',
      '    Without effect',
      '      threadpool.min, threadpool.max',
      '        Requests do not take threads. How many wait, and for how long, is bounded without a setting.',
      '      pin_host',
      '        Addresses, redirects and the Secure mark of cookies go by issuer.url, never by what a request says. Use issuer.url.',
      '    Unknown and ignored; check the spelling',
      '      prot (port?), pqr',
      '  smart_auth (SECURITY_OUT_SMART): 1 from the environment, 2 as they are by default',
      '    Taken under another spelling than the usual one',
      '      security_out_smart.port (port)',
    ].join('\n'),
  );
});

test('unknown keys are one warning, with the keys as they stand in the file', () => {
  expect(unknownKeyWarnings(reportOf({ prot: '1', 'security_out_smart.x': '2' }))).toEqual([
    {
      key: 'module.smart_auth.config.prot (port?), module.smart_auth.config.security_out_smart.x',
      ...{ problem: 'unknown and ignored', remedy: 'Check the spelling.' },
    },
  ]);
  expect(unknownKeyWarnings(reportOf({ pin_host: '1' }))).toEqual([]);
});
