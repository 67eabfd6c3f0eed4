import fc from 'fast-check';
import { withPreviewLinks } from './preview-links.js';

const base = '/ward/skin-preview/token.mac';

test.each([
  ['/signin?switch=1', `${base}/login`],
  ['/oauth/authorize?interaction=ghi_x&amp;select=patient', `${base}/context-selection`],
  ['/forgot-password', `${base}/forgot-password-step1`],
  [`${base}/register`, `${base}/register-step1`],
  ['session/management', `${base}/session-management`],
  ['/resources/terms.pdf', `${base}/resources/terms.pdf`],
  ['../resources/terms.pdf', `${base}/resources/terms.pdf`],
  [`${base}/webjars/clinic/1.0/resources/a&amp;b.pdf`, `${base}/resources/a&amp;b.pdf`],
  ['/logout', '#'],
  ['userlogin.html', '#'],
  ['/oauth2/authorization/hospital?interaction=x', '#'],
  ['//elsewhere.example/x', '//elsewhere.example/x'],
  ['https://elsewhere.example/signin', 'https://elsewhere.example/signin'],
  ['mailto:desk@clinic.example', 'mailto:desk@clinic.example'],
  ['#main', '#main'],
  ['', ''],
])('a link to %s leads to %s', (written, target) => {
  expect(withPreviewLinks(`<p><a id="x" href="${written}">go</a></p>`, base)).toBe(
    `<p><a id="x" href="${target}">go</a></p>`,
  );
});

test('whatever else is on the page stays as it is', () => {
  const html =
    '<!-- <a href="/signin"> --><link href="/signin"><form action="/signin"><script>"<a href=\'/signin\'>"</script><a>x</a></form>';

  expect(withPreviewLinks(html, base)).toBe(html);
});

test('V-82: no page becomes another one by it, whatever its links say', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      const html = withPreviewLinks(`<a href="${written}" id="x">go</a>`, base);

      expect(html).toMatch(/^<a href="[^"]*" id="x">go<\/a>$/);
    }),
  );
});
