import { SkinProperties } from '../skin-properties.port.js';
import { isTemplate, pageFile } from './page-file.js';

const has =
  (...files: readonly string[]) =>
  (file: string) =>
    files.includes(file);
const settings = (changes: Partial<SkinProperties> = {}): SkinProperties =>
  Object.assign(new SkinProperties(), changes);

test.each([
  ['the file of the setting', { login: '/in.html' }, ['in.html', 'userlogin.html'], { kind: 'skin', file: 'in.html' }],
  ['the documented file', {}, ['userlogin.html'], { kind: 'skin', file: 'userlogin.html', by: 'name' }],
  ['its Handlebars twin', {}, ['userlogin.hbs'], { kind: 'skin', file: 'userlogin.hbs' }],
  ['Thymeleaf first', {}, ['userlogin.hbs', 'userlogin.html'], { kind: 'skin', file: 'userlogin.html' }],
  ['a file in a folder', { login: 'pages/in.html' }, ['pages/in.html'], { kind: 'skin', file: 'pages/in.html' }],
  ['a setting that names nothing', { login: '/no.html' }, ['userlogin.html'], { kind: 'missing', file: 'no.html' }],
  ['the built-in page', {}, ['usererror.html'], { kind: 'built-in' }],
])('ruling 1: %s', (_what, changes, files, expected) => {
  expect(pageFile('login', settings(changes), has(...files))).toMatchObject(expected);
});

test.each([
  ['userlogin.html', true],
  ['parts/head.HTM', true],
  ['userlogin.hbs', true],
  ['resources/help.html', false],
  ['messages.properties', false],
])('%s is a template: %p', (path, expected) => {
  expect(isTemplate(path)).toBe(expected);
});
