import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { isPublicClient, type ClientDefinition, type ClientSettings } from '#protocol/client/client';
import type { NewClient } from '#protocol/client/new-client';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { changedFields, settingsOf } from '../client-change.js';
import { clientWarnings } from '../client-warnings.js';
import { hashesAsSecrets, withHashesRecognised } from '../seed-client-secrets.js';
import { beyondAuthor, keptReference, partialReference } from './beyond-author.js';
import { beyondCodap } from './beyond-codap.js';
import type { ClientWish } from './client-wish.js';
import { beyondStranger, foreignClient } from './beyond-stranger.js';
import { decisionProblems, lackingSecrets, pendingSecrets, type WishMode } from './decision-problems.js';
import { removedSecrets } from './removed-secrets.js';
import {
  decideAppliedSecrets,
  decideImportedSecrets,
  decideListedSecrets,
  sameSecrets,
  type Fits,
  type SecretDecision,
} from './secret-decision.js';

/** What is to be written. */
export interface DecidedClient {
  readonly instance: OutboundSmartInstance;
  /** Absent for a new client. */
  readonly before?: ClientDefinition;
  readonly settings: ClientSettings;
  readonly secrets: SecretDecision;
  readonly fields: readonly string[];
}

/** What is to become of a client. */
export type ClientDecision = BulkNotes &
  (
    | (DecidedClient & { readonly kind: 'write' })
    | { readonly kind: 'unchanged'; readonly before: ClientDefinition }
    | { readonly kind: 'skipped'; readonly reason: string }
    | ChangeRefusal
  );

/** What a decision depends on beside the wish. */
export interface DecisionGrounds {
  readonly mode: WishMode;
  readonly author: ChangeAuthor;
  readonly stored: ClientDefinition | undefined;
  /** The author made their account themselves: nobody vouches for them. */
  readonly isOfStranger: boolean;
  /** The author may change the client that is stored. */
  readonly isReachable: boolean;
  /** A user has the name: no client may (ruling 49). */
  readonly isNameOfUser: boolean;
  /** An earlier entry of the same batch is about the same client. */
  readonly isRepeated: boolean;
  readonly fits: Fits;
  readonly now: Date;
}

/** Decides about one client; nothing is written, and nothing is hashed but to compare. */
export async function decideClient(wish: ClientWish, grounds: DecisionGrounds): Promise<ClientDecision> {
  const notes = { unknownFields: wish.unknownFields, warnings: wish.warnings };
  const refusal = refusalAtOnce(wish, grounds);
  if (refusal !== undefined) return { ...notes, ...refusal };
  const { client, secrets } = await wantedClient(wish, grounds);
  const { secretEncoding: encoding, masksSecretDescriptions: masksDescriptions } = wish.instance.options.clients;
  const problems = decisionProblems({ client, secrets, encoding, ...grounds });
  if (problems.length > 0) return { ...notes, kind: 'refused', problems };
  const decided = decidedClient(client, secrets, { ...grounds, instance: wish.instance });
  const beyond = [
    ...beyondAuthor(decided, grounds.author),
    ...beyondCodap(decided, grounds.author),
    ...(grounds.isOfStranger ? beyondStranger(client) : []),
  ];
  if (beyond.length > 0) return { ...notes, kind: 'forbidden', problems: beyond };
  const misplaced = isForeign(grounds.mode)
    ? undefined
    : (keptReference(wish, grounds) ?? partialReference(secrets, grounds.author));
  if (misplaced !== undefined) return { ...notes, ...misplaced };
  const warnings = [
    ...wish.warnings,
    ...removedSecrets(secrets, { ...grounds, masksDescriptions }),
    ...(isForeign(grounds.mode) ? [] : hashesAsSecrets(wish.client)),
    ...unkeptMark(wish.client, client),
    ...lackingSecrets(secrets),
    ...pendingSecrets(secrets),
    ...clientWarnings(client, wish.instance.options),
  ];
  if (decided.before !== undefined && decided.fields.length === 0)
    return { ...notes, warnings, kind: 'unchanged', before: decided.before };
  return { ...notes, warnings, kind: 'write', ...decided };
}

type Refusal = ChangeRefusal | { readonly kind: 'skipped'; readonly reason: string };

function refusalAtOnce(wish: ClientWish, grounds: DecisionGrounds): Refusal | undefined {
  const { client, expectedVersion, problems } = wish;
  const { mode, stored, isNameOfUser, isRepeated } = grounds;
  if (problems.length > 0) return { kind: 'refused', problems };
  if (isRepeated) return refusedId(client, 'comes twice');
  if (mode === 'replace' && stored === undefined) return { kind: 'unknown' };
  if (stored !== undefined && !grounds.isReachable) return { kind: 'forbidden', problems: [foreignClient] };
  if (expectedVersion !== undefined && expectedVersion !== (stored?.version ?? 0)) return { kind: 'stale' };
  if (mode === 'create' && stored !== undefined) return refusedId(client, 'already exists');
  if (stored === undefined && isNameOfUser) return refusedId(client, `is the name of a user`);
  if (stored === undefined && client.archivedAt !== undefined) return { kind: 'skipped', reason: 'It is archived.' };
  if (mode === 'replace' && (wish.pid ?? '') !== '' && wish.pid !== stored?.pid)
    return {
      kind: 'refused',
      problems: [{ field: 'pid', problem: 'is not that of the client', remedy: 'Leave it out' }],
    };
  return undefined;
}

function refusedId({ clientId }: NewClient, problem: string): ChangeRefusal {
  const remedy = 'Give the client another id';
  return { kind: 'refused', problems: [{ field: 'clientId', problem: `"${clientId}" ${problem}`, remedy }] };
}

const deciding = {
  create: decideListedSecrets,
  replace: decideListedSecrets,
  import: decideImportedSecrets,
  apply: decideAppliedSecrets,
};

/** Whether it came in a file, where a hash in place of a secret is nothing to be told of. */
function isForeign(mode: WishMode): boolean {
  return mode === 'import' || mode === 'apply';
}

/** The client as it would be stored, its secrets those that it would have. */
async function wantedClient({ instance, client, namesSecrets }: ClientWish, grounds: DecisionGrounds) {
  const { mode, stored, fits, isOfStranger } = grounds;
  const given = withHashesRecognised(client).clientSecrets;
  const before = stored?.clientSecrets ?? [];
  const secrets = namesSecrets ? await deciding[mode](given, before, fits) : sameSecrets;
  const left = [...before.filter((secret) => !secrets.removed.includes(secret)), ...secrets.added];
  const wanted: NewClient = {
    ...client,
    nodeId: instance.nodeId,
    ...(isOfStranger && { untrusted: true }),
    createdByAppSphere: stored?.createdByAppSphere ?? (isForeign(mode) && client.createdByAppSphere),
    clientSecrets: left,
  };
  return { client: secrets.lacking.length > 0 ? keptConfidential(wanted) : wanted, secrets };
}

/** Ruling 46: what does not count is told. */
function unkeptMark(given: NewClient, wanted: NewClient): readonly FieldProblem[] {
  if (given.createdByAppSphere === wanted.createdByAppSphere || !given.createdByAppSphere) return [];
  const problem = 'tells where a client came from: it is read from files alone, and stays false';
  return [{ field: 'createdByAppSphere', problem, remedy: 'Leave it out' }];
}

/** A client does not become a public one because its secret was left out (ruling 57). */
function keptConfidential(client: NewClient): NewClient {
  return isPublicClient(client) ? { ...client, secretRequired: true } : client;
}

function decidedClient(
  client: NewClient,
  secrets: SecretDecision,
  { stored, instance }: Pick<DecisionGrounds, 'stored'> & Pick<DecidedClient, 'instance'>,
): DecidedClient {
  const { clientSecrets: _decided, ...settings } = client;
  if (stored === undefined) return { instance, settings, secrets, fields: [] };
  const areSame = [secrets.removed, secrets.altered, secrets.added].every(({ length }) => length === 0);
  const fields = [...changedFields(stored, settings), ...(areSame ? [] : ['clientSecrets'])];
  return { instance, before: stored, settings: settingsOf(settings), secrets, fields };
}
