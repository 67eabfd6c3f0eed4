import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ClientDefinition } from '#protocol/client/client';
import { changedFields } from '../client-change.js';
import { beyondCodap } from './beyond-codap.js';

const editor: ChangeAuthor = {
  kind: 'user',
  actor: 'editor',
  authorities: [{ permission: 'OPENID_CONNECT_EDIT_CLIENT' }],
};
const superuser: ChangeAuthor = { ...editor, authorities: [{ permission: 'ROLE_SUPERUSER' }] };
const operator: ChangeAuthor = { kind: 'command', actor: 'gatehouse command' };
const partner = {
  ...{ clientId: 'partner', clientName: 'Partner', enabled: true, allowedGrantTypes: ['JWT_BEARER'] },
  ...{ publicJwks: '{"keys":[]}', jwksUrl: '', codapIssuers: ['a', 'b'], scopes: ['patient/*.rs'] },
} as unknown as ClientDefinition;

interface Trial {
  readonly before?: object | null;
  readonly after?: object;
  readonly author?: ChangeAuthor;
  readonly isOn?: boolean;
}

/** Names of the fields that the change may not have. */
function reserved({ before = {}, after = {}, author = editor, isOn = true }: Trial): readonly string[] {
  const instance = { options: { codap: { enabled: isOn } } };
  const settings = { ...partner, ...before, ...after };
  if (before === null) return fieldsOf(beyondCodap({ settings, fields: [], instance }, author));
  const stored = { ...partner, ...before };
  return fieldsOf(beyondCodap({ before: stored, settings, fields: changedFields(stored, settings), instance }, author));
}

const fieldsOf = (problems: readonly { readonly field: string }[]) => problems.map(({ field }) => field);
const closed = { allowedGrantTypes: ['CLIENT_CREDENTIALS'] };
const moved = { publicJwks: '{"keys":[{}]}', jwksUrl: 'https://mine.example/jwks', codapIssuers: ['org'] };

test.each<Trial & { readonly name: string; readonly expected: readonly string[] }>([
  { name: 'a new client', before: null, expected: ['allowedGrantTypes'] },
  {
    name: 'a new client that speaks for itself alone',
    before: null,
    after: { codapIssuers: [] },
    expected: ['allowedGrantTypes'],
  },
  {
    name: 'a new client that is not enabled yet',
    before: null,
    after: { enabled: false },
    expected: ['allowedGrantTypes'],
  },
  { name: 'a new client without the grant', before: null, after: closed, expected: [] },
  { name: 'the grant', before: closed, after: { allowedGrantTypes: ['JWT_BEARER'] }, expected: ['allowedGrantTypes'] },
  { name: 'another grant beside it', after: { allowedGrantTypes: ['CLIENT_CREDENTIALS', 'JWT_BEARER'] }, expected: [] },
  { name: 'the grant taken away', after: { ...closed, ...moved }, expected: [] },
  { name: 'keys, address and issuers', after: moved, expected: ['codapIssuers', 'jwksUrl', 'publicJwks'] },
  {
    name: 'keys while it is disabled',
    before: { enabled: false },
    after: moved,
    expected: ['codapIssuers', 'jwksUrl', 'publicJwks'],
  },
  { name: 'switched on', before: { enabled: false }, after: { enabled: true }, expected: ['enabled'] },
  { name: 'switched off', after: { enabled: false }, expected: [] },
  { name: 'archived', after: { archivedAt: new Date(0) }, expected: [] },
  { name: 'one issuer less', after: { codapIssuers: ['a'] }, expected: [] },
  { name: 'issuers in another order', after: { codapIssuers: ['b', 'a'] }, expected: [] },
  { name: 'no list any more', after: { codapIssuers: [] }, expected: ['codapIssuers'] },
  { name: 'itself alone', before: { codapIssuers: [] }, after: { codapIssuers: ['partner'] }, expected: [] },
  { name: 'itself, where a list had others', after: { codapIssuers: ['a', 'partner'] }, expected: ['codapIssuers'] },
  {
    name: 'a list where there was none',
    before: { codapIssuers: [] },
    after: { codapIssuers: ['a'] },
    expected: ['codapIssuers'],
  },
  {
    name: 'by keys again',
    before: { tokenEndpointAuthMethod: 'client_secret_basic' },
    after: { tokenEndpointAuthMethod: undefined },
    expected: ['tokenEndpointAuthMethod'],
  },
  { name: 'by keys alone', after: { tokenEndpointAuthMethod: 'private_key_jwt' }, expected: [] },
  {
    name: 'without its profile',
    before: { highAssurance: true },
    after: { highAssurance: false },
    expected: ['highAssurance'],
  },
  {
    name: 'by one factor',
    before: { secondFactorRequired: true },
    after: { secondFactorRequired: undefined },
    expected: ['secondFactorRequired'],
  },
  {
    name: 'names, texts and scopes',
    after: { clientName: 'Other', contacts: ['x'], scopes: [], enabled: true },
    expected: [],
  },
  { name: 'where CODAP is off', after: moved, isOn: false, expected: [] },
  { name: 'by a superuser', after: moved, author: superuser, expected: [] },
  { name: 'by the operator', before: null, author: operator, expected: [] },
])('V-100, S-10: of a client whose word the script believes, $name: $expected', ({ expected, ...trial }) => {
  expect(reserved(trial)).toEqual(expected);
});
