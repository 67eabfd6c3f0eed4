import { isChoosable } from './chosen-username.js';

const own = 'Dora@clinic.example';

describe('V-51, V-75: names that people choose themselves', () => {
  test.each([
    'dora',
    'Dora.Vance',
    'dora_vance-2',
    'Dörte',
    'дора',
    '多拉',
    'rooted',
    'administrata',
    'dora1984',
    own,
    'dora@CLINIC.example',
  ])('%s is one', (name) => {
    expect(isChoosable(name, own)).toBe(true);
  });

  test.each([
    ...[
      'carl@example.org',
      'Dora@clinic.example ',
      'dora＠clinic.example',
      '@dora',
      'Dora@clinic.example.evil.example',
    ],
    ...[
      'ANONYMOUS',
      'Admin',
      'ＡＤＭＩＮ',
      'ádmin',
      'ad.min',
      'admin1',
      'adm1n',
      'r00t',
      'Support',
      'GATEHOUSE',
      'sys-admin',
    ],
    ...[
      'ADMIN (support)',
      '<b>x</b>',
      '../x',
      '.dora',
      'dora.',
      'do..ra',
      'dora vance',
      "d'ora",
      'a/b',
      'a\\b',
      'a:b',
      '',
    ],
    ...['\u202Edora', 'do\u200Bra', 'dоra'],
  ])('%j is none', (name) => {
    expect(isChoosable(name, own)).toBe(false);
  });

  test('an address that nobody showed to be theirs is none', () => {
    expect(isChoosable(own)).toBe(false);
  });
});
