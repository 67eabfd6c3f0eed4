import { stockModel } from '../models/stock-model.js';
import type { Audience } from '../page-renderer.port.js';
import { SkinProperties } from '../skin-properties.port.js';
import { compileSkin } from './compiled-skin.js';
import { renderedInSkin } from './skinned-pages.js';
import { stockPage } from './stock-pages.js';

/** What pages of Spring write to tell that a sign-in failed, and whom it is about. */
const asked = [
  "session.SPRING_SECURITY_LAST_EXCEPTION != null ? session.SPRING_SECURITY_LAST_EXCEPTION.message : ''",
  'session?.SPRING_SECURITY_LAST_EXCEPTION?.message',
  "session['SPRING_SECURITY_LAST_EXCEPTION']?.message",
  "session.getAttribute('SPRING_SECURITY_LAST_EXCEPTION')?.getMessage()",
  "#session.getAttribute('SPRING_SECURITY_LAST_EXCEPTION')?.message",
  "#httpSession.getAttribute('SPRING_SECURITY_LAST_EXCEPTION')?.message",
  '#ctx.session.SPRING_SECURITY_LAST_EXCEPTION?.message',
  "#request.getSession(false)?.getAttribute('SPRING_SECURITY_LAST_EXCEPTION')?.message",
  "#httpServletRequest.getSession().getAttribute('SPRING_SECURITY_LAST_EXCEPTION')?.message",
  "#httpServletRequest.session.getAttribute('SPRING_SECURITY_LAST_EXCEPTION')?.message",
  "session.getAttribute('somethingElse') == null ? #session.SPRING_SECURITY_LAST_EXCEPTION?.message : 'something'",
];
const template = asked.map((one) => `<i th:text="\${${one}}"></i>`).join('');
const worn = compileSkin({
  identity: { groupId: 'org.example', artifactId: 'clinic', version: '1.0' },
  sha256: 'a'.repeat(64),
  files: new Map([
    ['userlogin.html', Buffer.from(`<p>${template}</p>`)],
    ['messages_fr.properties', Buffer.from('a=b')],
  ]),
});
const settings = Object.assign(new SkinProperties(), { milliseconds: 1_000 });
const audience: Audience = { ...stockPage('login', 'normal').audience, locales: ['fr'] };

test.each([
  { name: 'nothing went wrong', size: 'least', said: '' },
  {
    name: 'the password was wrong',
    size: 'full',
    said: 'Le nom d’utilisateur ou le mot de passe est incorrect, ou ce compte ne peut pas se connecter pour le moment. Vérifiez les deux et réessayez.',
  },
] as const)(
  'skins 1.4: the session of Spring is always there, and says in the language of the page that $name',
  ({ size, said }) => {
    const page = { name: 'login', file: 'userlogin.html', worn, settings } as const;

    const { html } = renderedInSkin(page, stockModel('sign-in', size), audience, new Date(0));

    expect(html).toBe(`<p>${`<i>${said}</i>`.repeat(asked.length)}</p>`);
  },
);
