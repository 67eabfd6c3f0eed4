import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartOptions } from '../../outbound-smart.options.js';

/** A change of a client, as far as CODAP asks about it. */
export interface ChangedSpeaker {
  /** Absent for a new client. */
  readonly before?: ClientDefinition;
  readonly settings: ClientSettings;
  /** Names of what is different. */
  readonly fields: readonly string[];
  readonly instance: { readonly options: Pick<OutboundSmartOptions, 'codap'> };
}

type Test = (client: ClientSettings) => boolean;

/** What keeps a client from CODAP, and whether it does so no more: each is like a switch of the whole. */
const OPENINGS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['allowedGrantTypes', ({ allowedGrantTypes }) => allowedGrantTypes.includes('JWT_BEARER')],
  ['enabled', ({ enabled }) => enabled],
  ['highAssurance', ({ highAssurance }) => highAssurance !== true],
  ['secondFactorRequired', ({ secondFactorRequired }) => secondFactorRequired !== true],
  [
    'tokenEndpointAuthMethod',
    ({ tokenEndpointAuthMethod: method }) => (method ?? 'private_key_jwt') === 'private_key_jwt',
  ],
]);

const KEYS: ReadonlySet<string> = new Set(['publicJwks', 'jwksUrl']);

/**
 * What others than superusers do not change of a client that lists JWT_BEARER where the module has CODAP (V-100, S-10). The authorization script believes
 * what such a client says of practitioners and records, under its own id as well as under that of an organisation; whoever chose its keys, or for whom it
 * speaks, could be any practitioner and read any patient's record.
 */
export function beyondCodap(
  { before, settings, fields, instance }: ChangedSpeaker,
  author: ChangeAuthor,
): readonly FieldProblem[] {
  const mayBring = OPENINGS.get('allowedGrantTypes')?.(settings) === true && settings.archivedAt === undefined;
  if (!instance.options.codap.enabled || !mayBring || isUnlimited(author)) return [];
  if (before === undefined)
    return [{ field: 'allowedGrantTypes', problem: `has JWT_BEARER, by which it ${BELIEVED}`, remedy: NEW_REMEDY }];
  const problem = `decides of a client with JWT_BEARER who ${BELIEVED}`;
  return fields
    .filter((field) => isReserved(field, before, settings))
    .map((field) => ({ field, problem, remedy: REMEDY }));
}

const BELIEVED = 'is believed by the authorization script of CODAP';
const NEW_REMEDY = 'Leave JWT_BEARER out, or let somebody make the client who has ROLE_SUPERUSER';
const REMEDY = 'Leave it as it is, or let somebody make the change who has ROLE_SUPERUSER';

function isReserved(field: string, before: ClientSettings, after: ClientSettings): boolean {
  if (field === 'codapIssuers') return speaksForMore(before, after);
  const isOpen = OPENINGS.get(field);
  return isOpen === undefined ? KEYS.has(field) : isOpen(after) && !isOpen(before);
}

/** Without a list a client speaks for itself, and for every server that is defined. */
function speaksForMore(
  { clientId, codapIssuers: before }: ClientSettings,
  { codapIssuers: after }: ClientSettings,
): boolean {
  if (after.length === 0) return true;
  const known = before.length === 0 ? [clientId] : before;
  return after.some((issuer) => !known.includes(issuer));
}
