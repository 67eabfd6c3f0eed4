import type { SkinFindingJson, SkinPageJson } from '#skin/skin-library.port';
import { skinFindingText, skinReportText } from './skin-text.js';

const finding: SkinFindingJson = { severity: 'error', code: 'template-refused', message: 'Access to Java is refused.' };
const page = { page: 'login', title: 'Sign-in', setting: 'skin.login_page.template' };

test.each<[string, Partial<SkinFindingJson>, string]>([
  [
    'a sentence of the engine',
    { file: 'a.html', line: 6, column: 18 },
    'a.html:6:18: error: Access to Java is refused.',
  ],
  [
    'what is wrong with a file',
    { file: 'a.html', message: 'a.html is not in UTF-8.' },
    'a.html: error: is not in UTF-8.',
  ],
  ['what is wrong with the skin', { message: 'The skin has no pages.' }, 'clinic.jar: error: has no pages.'],
  ['signs that nobody sees', { message: 'x\u001b[2Jy' }, 'clinic.jar: error: x\ufffd[2Jy'],
])('a finding says once what it is about: %s', (_what, facts, text) => {
  expect(skinFindingText({ ...finding, ...facts }, 'clinic.jar')).toBe(`${text} [template-refused]\n`);
});

test.each<[string, SkinPageJson, string]>([
  ['sound', { ...page, state: 'skin', file: 'a.html' }, '  Sign-in: a.html\n'],
  [
    ...(['refused', { ...page, state: 'skin', file: 'b.html', fails: ['normal', 'empty'] }] as const),
    '  Sign-in: b.html  1 error; cannot be made (normal, empty), and the built-in page is shown\n',
  ],
  [
    ...(['missing', { ...page, state: 'missing', file: 'c.html' }] as const),
    '  Sign-in: c.html is missing (skin.login_page.template), and the built-in page is shown\n',
  ],
  ['built in', { ...page, state: 'built-in' }, '  built-in: Sign-in\n'],
])('the page table marks what is not shown: %s', (_what, row, text) => {
  const report = { isReadable: true, isSound: false, findings: [{ ...finding, file: 'b.html' }], pages: [row] };
  expect(skinReportText(report, 'clinic.jar')).toContain(`Pages (Thymeleaf 3.1):\n${text}`);
});
