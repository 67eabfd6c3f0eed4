import { newPkce, postForm, redemption } from '../support/app.js';
import { answerOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person } from '../support/person.js';
import { testClients } from '../support/test-clients.js';
import type { TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { wearing } from '../support/worn-skin.js';

/** Fields of an answer besides those that the server hides in the form. */
type Sent = readonly (readonly [name: string, value: string])[];

const [READ, KEEP] = ['patient/*.rs', 'offline_access'];
const ASKED = `openid ${READ} ${KEEP}`;
const scopes = ASKED.split(' ');
const [publicApp] = testClients;
const clients = [
  publicApp,
  { ...publicApp, clientId: 'auto-read', autoApproveScopes: [READ] },
  { ...publicApp, clientId: 'auto-openid', autoApproveScopes: ['openid'] },
  { ...publicApp, clientId: 'remembering', rememberApprovedScopes: true },
].map((client) => ({ ...client, scopes }));

/** Every form is one of its own with the fields that it sends by itself: what else is sent is up to the table. */
const files = {
  'userapprove.html': `<h1 id="page-approve">Allow?</h1>
<form method="post"><input th:each="scope : \${scopes}" type="checkbox" name="scope" th:value="\${scope}"><button name="approve">Yes</button></form>`,
};
const yes: Sent = [['user_oauth_approval', 'true']];
const no: Sent = [['user_oauth_approval', 'false']];
/** A field for each scope, named and with a value made of it. */
const each = (name: (scope: string) => string, value: (scope: string) => string): Sent =>
  scopes.map((scope) => [name(scope), value(scope)]);
/** Two radio buttons for each scope: what is said of those named, and of the others yes. */
const radios = (said: Readonly<Record<string, string>>): Sent => [
  ...yes,
  ...each(
    (scope) => `scope.${scope}`,
    (scope) => said[scope] ?? 'true',
  ),
];
/** A box for each scope but these, which are not ticked. */
const boxes = (...unticked: readonly string[]): Sent => [
  ...yes,
  ...scopes.filter((scope) => !unticked.includes(scope)).map((scope) => [`scope.${scope}`, 'true'] as const),
];
const button = (name: string, value = '', given: Sent = each(() => 'scope', String)): Sent => [...given, [name, value]];

let server: TestServer;
let stop: () => Promise<void>;
const person = new Person();
beforeAll(async () => {
  ({ server, stop } = await wearing(files, { clients }));
  await openSignedIn(person, requestUrl(server.issuer, { scope: ASKED }), amelia);
});
afterAll(() => stop());

/** What becomes of an answer: the scopes of the token, the error that the app is told, or the status and what the page says. */
async function outcomeOf(client_id: string, sent: Sent): Promise<string> {
  const pkce = newPkce();
  const asked = { client_id, scope: ASKED, code_challenge: pkce.challenge };
  const page = await person.open(requestUrl(server.issuer, asked));
  expect(page.text).toContain('id="page-approve"');
  const body = new URLSearchParams([
    ...Object.entries(hiddenFields(page)),
    ...sent.map(([name, value]): [string, string] => [name, value]),
  ]);
  const answer = await person.request(`${server.issuer}/oauth/authorize`, { method: 'POST', body });
  if (!answer.headers.has('location'))
    return `${String(answer.status)} ${/contradict[^;]*/.exec(answer.text)?.[0] ?? ''}`;
  const callback = answerOf(answer);
  const code = callback.searchParams.get('code');
  if (code === null) return callback.searchParams.get('error') ?? '';
  const issued = { code, pkce, callback };
  const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id }));
  const tokens = (await response.json()) as { readonly scope: string; readonly id_token?: string };
  expect('id_token' in tokens).toBe(tokens.scope.split(' ').includes('openid'));
  return tokens.scope;
}

describe('skins 1.4: the app gets what the answer of an approval page says, and no more', () => {
  test.each<readonly [what: string, sent: Sent, expected: string]>([
    ['scope.<x> = true', radios({}), ASKED],
    [
      'scope.<x> = on',
      [
        ...yes,
        ...each(
          (scope) => `scope.${scope}`,
          () => 'on',
        ),
      ],
      ASKED,
    ],
    ['scope.<x> = <x>', [...yes, ...each((scope) => `scope.${scope}`, String)], ASKED],
    [
      'scope_<x> = <x>, button authorize',
      button(
        'authorize',
        'Authorize',
        each((scope) => `scope_${scope}`, String),
      ),
      ASKED,
    ],
    [
      'scope_<x> = true, button allow',
      button(
        'allow',
        '',
        each(
          (scope) => `scope_${scope}`,
          () => 'true',
        ),
      ),
      ASKED,
    ],
    ['repeated scope, button approve', button('approve', 'Allow'), ASKED],
    ['repeated scope, action = approve', button('action', 'approve'), ASKED],
    ['one box left empty', boxes(KEEP), `openid ${READ}`],
    ['a required box left empty', boxes('openid'), ASKED],
    ['all boxes left empty', boxes(...scopes), 'openid'],
    ['all scopes in one field, which is an echo', [...yes, ['scope', ASKED]], 'openid'],
    ['a scope that was not asked for', [...boxes(KEEP), ['scope.user/*.cruds', 'true']], `openid ${READ}`],
    ['one refused', radios({ [KEEP]: 'false' }), `openid ${READ}`],
    ['one refused by another word', radios({ [KEEP]: 'no' }), `openid ${READ}`],
    ['openid refused', radios({ openid: 'false' }), `${READ} ${KEEP}`],
    ['all but openid refused', radios({ [READ]: 'false', [KEEP]: 'false' }), 'openid'],
    ['each refused', radios({ openid: 'false', [READ]: 'false', [KEEP]: 'false' }), 'access_denied'],
    ['openid refused, all boxes left empty', [...yes, ['scope.openid', 'false']], 'access_denied'],
    [
      'user_oauth_approval = false',
      [...boxes(), ...no].filter(([, value], place) => place > 0 || value === 'false'),
      'access_denied',
    ],
    ['button deny', button('deny', 'Deny'), 'access_denied'],
    ['button reject', button('reject'), 'access_denied'],
    ['action = deny', button('action', 'deny'), 'access_denied'],
    ['button deny, beside a hidden yes', [...boxes(), ['deny', '1']], 'access_denied'],
    ['no decision', boxes().slice(1), 'access_denied'],
    ['yes and no', [...boxes(), ...no], '400 '],
    ['two buttons', button('deny', '', button('approve')), '400 contradict each other: approve and deny'],
    [
      'a no beside a button that says yes',
      [...no, ['authorize', '1']],
      '400 contradict each other: user_oauth_approval and authorize',
    ],
    [
      'a scope that is ticked and refused',
      [...radios({ [READ]: 'false' }), ['scope', READ]],
      `400 contradict each other: scope.${READ} and scope`,
    ],
  ])('%s', async (_what, sent, expected) => {
    expect(await outcomeOf('public-app', sent)).toBe(expected);
  });

  test.each<readonly [what: string, client: string, sent: Sent, expected: string]>([
    ['left out', 'auto-read', boxes(READ), ASKED],
    ['refused', 'auto-read', radios({ [READ]: 'false' }), ASKED],
    ['refused with openid', 'auto-read', radios({ [READ]: 'false', openid: 'false' }), `${READ} ${KEEP}`],
    [
      'refused with all others',
      'auto-read',
      radios({ [READ]: 'false', [KEEP]: 'false', openid: 'false' }),
      'access_denied',
    ],
    [
      'not mentioned, all others refused',
      'auto-read',
      [...yes, ['scope.openid', 'false'], [`scope.${KEEP}`, 'false']],
      READ,
    ],
    ['openid, refused', 'auto-openid', radios({ openid: 'false' }), ASKED],
    ['denied with the page', 'auto-read', [...boxes(), ['deny', '1']], 'access_denied'],
  ])(
    'A-14: what the administrator allows is nobody’s to refuse but with the whole: %s',
    async (_what, client, sent, expected) => {
      expect(await outcomeOf(client, sent)).toBe(expected);
    },
  );

  test('B-15: what a person allowed before can be taken back, openid too, and is asked for again', async () => {
    const before = await outcomeOf('remembering', boxes(KEEP));
    const withdrawn = await outcomeOf('remembering', radios({ [READ]: 'false' }));
    const unnamed = await outcomeOf('remembering', radios({ openid: 'false', [KEEP]: 'false' }));

    expect([before, withdrawn, unnamed]).toEqual([`openid ${READ}`, `openid ${KEEP}`, READ]);
    expect(await outcomeOf('remembering', boxes())).toBe(ASKED);
  });
});
