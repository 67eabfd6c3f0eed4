import {
  grantProblems,
  impersonationProblem,
  keptSecretRefusal,
  partialReferenceRefusal,
  referenceProblems,
  takeoverProblem,
} from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import { isRealSecret, matchedSecrets } from '#protocol/client/matched-secrets';
import type { NewClient } from '#protocol/client/new-client';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SecretDecision } from './secret-decision.js';

/** A change of a client. */
export interface ChangedClient {
  /** Absent for a new client. */
  readonly before?: Pick<ClientDefinition, 'permissions' | 'clientSecrets'>;
  readonly settings: Pick<ClientSettings, 'moduleId' | 'clientId' | 'permissions'>;
  readonly secrets: Pick<SecretDecision, 'added' | 'removed'>;
  /** Names of what is different. */
  readonly fields: readonly string[];
}

/** Fields that only say something to people: they may be changed whoever the client acts as. */
const COSMETIC: ReadonlySet<string> = new Set([
  'clientName',
  'contacts',
  'clientUri',
  'policyUri',
  'tosUri',
  'logoUri',
  'scopeDescriptions',
]);

/** What the client proves itself by, and where it is answered: whoever sets them can act as the client. */
const PROOF: ReadonlySet<string> = new Set([
  'clientSecrets',
  'secretRequired',
  'publicJwks',
  'jwksUrl',
  'tokenEndpointAuthMethod',
  'tlsClientAuthSubjectDn',
  'tlsClientAuthSanDns',
  'tlsClientAuthSanUri',
  'tlsClientAuthSanIp',
  'tlsClientAuthSanEmail',
  'registeredRedirectUris',
]);

/** What the change would give away, or take over, beyond what its author holds (V-100). */
export function beyondAuthor(change: ChangedClient, author: ChangeAuthor): readonly FieldProblem[] {
  const { before, settings, fields } = change;
  const held = before?.permissions ?? [];
  const given = [
    ...grantProblems(author, { field: 'permissions', before: held, after: settings.permissions }),
    ...foreignReferences(author, change),
  ];
  const taken = fields.flatMap((field): FieldProblem[] => {
    const problem =
      (COSMETIC.has(field) ? undefined : takeoverProblem(author, held)) ??
      (PROOF.has(field) ? impersonationProblem(author, held) : undefined);
    return problem === undefined ? [] : [{ field, problem, remedy: 'Let somebody make the change who holds them' }];
  });
  return [...given, ...taken];
}

/** Exports number the secrets of a client as they are stored: what is added stands behind what stays. */
function foreignReferences(
  author: ChangeAuthor,
  { before, settings: { moduleId, clientId }, secrets: { added, removed } }: ChangedClient,
): readonly FieldProblem[] {
  const kept = (before?.clientSecrets ?? []).length - removed.length;
  return added.flatMap(({ secret, hash }, place) => {
    const owner = { kind: 'client', names: [moduleId, clientId, kept + place + 1] };
    return referenceProblems(author, { field: 'clientSecrets', text: secret ?? hash, owner });
  });
}

/** Why a variable may not stand in place of a secret that is there; undefined where none does, or that of its export. */
export function keptReference(
  { client, namesSecrets }: { readonly client: NewClient; readonly namesSecrets: boolean },
  { author, stored }: { readonly author: ChangeAuthor; readonly stored: ClientDefinition | undefined },
) {
  if (!namesSecrets || stored === undefined) return undefined;
  const { moduleId, clientId, clientSecrets } = stored;
  for (const { given, stored: match } of matchedSecrets(client.clientSecrets, clientSecrets)) {
    if (match === undefined || !isRealSecret(match) || given.hash === undefined) continue;
    const owner = { kind: 'client', names: [moduleId, clientId, clientSecrets.indexOf(match) + 1] };
    const refusal = keptSecretRefusal(author, { field: 'clientSecrets', text: given.hash, owner });
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Why a variable may not stand within a longer text; undefined where none does. */
export function partialReference({ added }: Pick<SecretDecision, 'added'>, author: ChangeAuthor) {
  const refusals = added.map(({ secret }) => partialReferenceRefusal(author, { field: 'clientSecrets', text: secret }));
  return refusals.find((refusal) => refusal !== undefined);
}
