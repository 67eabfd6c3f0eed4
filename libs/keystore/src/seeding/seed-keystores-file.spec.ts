import { readSeedKeystores } from './seed-keystores-file.js';

test('reference 13: reads the documented shape; empty texts are not set', () => {
  const seed = { keystores: [{ keystoreId: 'default-keystore', jsonKeys: '', filePath: 'classpath:/my.jwks' }] };

  expect(readSeedKeystores(seed)).toEqual({
    entries: [{ keystoreId: 'default-keystore', source: { kind: 'file', filePath: 'classpath:/my.jwks' } }],
    unknownFields: [],
    problems: [],
    warnings: [],
  });
});

test('tells all mistakes, unknown fields and warnings together, each with its place', () => {
  const read = readSeedKeystores({
    notes: 'x',
    keystores: [
      { keystoreId: 'a', jsonKeys: 5, remark: 'y' },
      { keystoreId: 'a', jsonKeys: '{}', filePath: 'classpath:a' },
      'b',
      { keystoreId: '../b', filePath: 'classpath:b', rotationDays: 3 },
    ],
  });

  expect(read.unknownFields).toEqual(['notes', 'keystores[0] (a).remark']);
  expect(read.problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
    'keystores[0] (a).jsonKeys is not a text',
    'keystores[1] (a).keystoreId stands in the file twice',
    'keystores[2] is not a JSON object',
    'keystores[2].keystoreId is missing',
    'keystores[3] (../b).keystoreId has other characters than letters, digits, _ and -',
    'keystores[3] (../b).rotationDays is set for keys that lie in a file',
  ]);
  expect(read.warnings.map(({ field }) => field)).toEqual(['keystores[1] (a).jsonKeys']);
});

test.each([undefined, null, [], {}, { keystores: {} }])('%j is no seed file', (seed) => {
  expect(readSeedKeystores(seed).problems).toMatchObject([{ field: 'keystores' }]);
});
