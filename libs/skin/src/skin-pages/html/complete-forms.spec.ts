import { Budget, defaultRenderLimits } from '#thymeleaf/limits';
import { formEdits, type FormNeeds, type HiddenField } from './complete-forms.js';
import { htmlTags } from './html-tags.js';
import { edited } from './text-edits.js';

const needs: FormNeeds = {
  path: '/ctx/signin',
  action: '/ctx/authenticate',
  targets: ['login', 'login.do', 'authenticate'],
  hidden: [
    { name: '_csrf', value: 'to<k>en' },
    { name: 'interaction', value: 'ghi_1' },
  ],
};
const complete = (html: string, changes: Partial<FormNeeds> = {}): string =>
  edited(html, formEdits(htmlTags(html), { ...needs, ...changes }, new Budget(defaultRenderLimits, () => 0)));

const TOKEN = '<input type="hidden" name="_csrf" value="to&lt;k&gt;en">';
const HANDLE = '<input type="hidden" name="interaction" value="ghi_1">';

test.each([
  ['no fields', '<form method="post" action="/ctx/authenticate">', TOKEN + HANDLE],
  ['a token of its own', '<form method=post action=/ctx/authenticate><input name="_csrf">', HANDLE],
  ['capitals', '<FORM METHOD=POST ACTION="/ctx/authenticate"><INPUT NAME=_csrf>', HANDLE],
  ['fields elsewhere', '<form id=a method=post action=/ctx/authenticate></form><input form=a name=_csrf>', HANDLE],
  ['a token in a comment', '<form method=post action=/ctx/authenticate><!--<input name=_csrf>-->', TOKEN + HANDLE],
])('V-66: a form with %s gets what it lacks', (_what, html, added) => {
  const end = html.indexOf('>') + 1;

  expect(complete(html)).toBe(html.slice(0, end) + added + html.slice(end));
});

test.each([
  '<form action="/ctx/authenticate">',
  '<form method="get">',
  '<form method="dialog">',
  '<form method="post" action="https://evil.example/">',
  '<form method="post" action="//evil.example/">',
  '<form method="post" action="/\\evil.example/">',
  '<form method="post" action="javascript:alert(1)">',
  '<form method="post" action="/x"><button formaction="https://evil.example/">',
  '<script>"<form method=post>"</script>',
  '<!-- <form method=post> -->',
  '<textarea><form method=post></textarea>',
])('V-66: nothing is put into %s', (html) => {
  expect(complete(html)).toBe(html);
});

test.each([
  ['<form method="post">', ' action="/ctx/authenticate"'],
  ['<form method="post" action>', 'action="/ctx/authenticate"'],
  ['<form method="post" action="">', 'action="/ctx/authenticate"'],
  ['<form method="post" action="login">', 'action="/ctx/authenticate"'],
  ['<form method="post" action="../login.do">', 'action="/ctx/authenticate"'],
  ['<form method="post" action="/login">', 'action="/ctx/authenticate"'],
  ['<form method="post" action="?error=1">', 'action="/ctx/authenticate"'],
  ['<form method="post" action="/ctx/authenticate?error">', 'action="/ctx/authenticate"'],
  ['<form method="post" action="/ctx/other">', 'action="/ctx/other"'],
])('skins 1.4: %s is sent where it belongs', (html, expected) => {
  expect(complete(html, { hidden: [] })).toContain(expected);
});

test('skins 1.4: a form without an action is sent without the query of the page', () => {
  const own = { path: '/ctx/authenticate', hidden: [] };

  expect(complete('<form method="post">', own)).toBe('<form action="/ctx/authenticate" method="post">');
});

test('a form in a form is none, and a page may have several', () => {
  const html = '<form method=post><form method=post></form><form method=post></form>';

  expect(complete(html).split(TOKEN)).toHaveLength(3);
});

test('what cannot be chosen is allowed as a whole', () => {
  const implied = {
    by: (fields: readonly HiddenField[]) => !fields.some(({ name, value }) => name === 'scope.x' || value === 'x'),
    fields: [{ name: 'scope.openid', value: 'true' }],
  };
  const plain = '<form method=post><button name=user_oauth_approval value=true>';

  expect(complete(plain, { implied })).toContain('name="scope.openid" value="true"');
  expect(complete(`${plain}<input name="scope.x">`, { implied })).not.toContain('scope.openid');
  expect(complete(`${plain}<input name="scope" value="x">`, { implied })).not.toContain('scope.openid');
});

test('V-81: what is added to a page counts in its limits', () => {
  const forms = htmlTags('<form method="post"></form>'.repeat(10_000));
  const clock = { milliseconds: 0 };

  expect(() => formEdits(forms, needs, new Budget(defaultRenderLimits, () => 0))).toThrow(/longer than/);
  expect(() => formEdits(forms, needs, new Budget(defaultRenderLimits, () => (clock.milliseconds += 1)))).toThrow(
    /takes longer/,
  );
});
