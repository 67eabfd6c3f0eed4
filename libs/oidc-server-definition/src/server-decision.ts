import { Inject, Injectable } from '@nestjs/common';
import {
  keptSecretRefusal,
  partialReferenceRefusal,
  referenceProblems,
} from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { isSecretReference } from '#protocol/administration/secret-reference';
import { randomId } from '#protocol/random';
import { SERVER_SECRET } from '#protocol/server/server-fields';
import { changedServerFields } from '#protocol/server/server-json';
import { serverProblems } from '#protocol/server/server-problems';
import { serverWarnings } from '#protocol/server/server-warnings';
import { serverSecretOwner, type NewServer, type ServerSettings } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';
import { archivedWarning, peopleWarnings, type PeopleOfChange } from './people-of-change.js';
import {
  archivingProblems,
  carriedSecretProblems,
  decidesWhoIsBelieved,
  reservedProblems,
  type SettingsChange,
} from './reserved-changes.js';
import { ServerScripts } from './server-scripts.js';
import { SERVER_PEOPLE, type ServerPeople } from './server-people.port.js';
import { ServerKeyFile } from './server-key-file.js';
import { ServerSecret, type SecretRule, type SecretStep } from './server-secret.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from './server-surroundings.js';
import type { DefinedServer, StoredServer } from './stores/server.store.js';

/** A change as it is asked for. */
export interface ServerProposal {
  /** What is there; absent for a new definition. */
  readonly before: StoredServer | undefined;
  readonly server: NewServer;
  /** What was found wrong when it was read. */
  readonly problems: readonly FieldProblem[];
  readonly author: ChangeAuthor;
  readonly secretRule: SecretRule;
}

/** A change that may be made. */
export interface AcceptedServer {
  readonly kind: 'accepted';
  readonly before: StoredServer | undefined;
  readonly settings: DefinedServer;
  readonly secret: SecretStep;
  /** Names of the fields that will be different; none = there is nothing to do. */
  readonly fields: readonly string[];
  readonly warnings: readonly FieldProblem[];
  /** Of a new definition: the pid it has elsewhere, which it gets if none has or had it here. */
  readonly wantedPid?: number;
}

/** Judges changes of definitions; nothing is written here. */
@Injectable()
export class ServerDecision {
  constructor(
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: ServerSurroundings,
    private readonly secrets: ServerSecret,
    private readonly keyFile: ServerKeyFile,
    private readonly scripts: ServerScripts,
    @Inject(SERVER_PEOPLE) private readonly people: ServerPeople,
  ) {}

  async decide(proposal: ServerProposal): Promise<AcceptedServer | Extract<ChangeRefusal, { problems: unknown }>> {
    const { before, server, author } = proposal;
    const settings = named(server.settings, before);
    const change = { before: before?.settings ?? nothing(settings), after: settings };
    const secret = this.secrets.stepFor(before, server.secret, proposal.secretRule);
    const problems = await this.problems(proposal, change, secret);
    if (problems.length > 0) return { kind: 'refused', problems };
    const misplaced = keptReference(proposal) ?? partialReference(author, secret);
    if (misplaced !== undefined) return misplaced;
    const people = await this.peopleOf(before, change);
    const reserved = [
      ...reservedProblems(author, { ...change, ...people, ...(await this.relianceOn(before, people, settings)) }),
      ...(secret.kind === 'await' ? foreignReference(author, server.settings, secret.reference) : []),
    ];
    if (reserved.length > 0) return { kind: 'forbidden', problems: reserved };
    const hasSecret = secret.kind === 'keep' ? before?.secret !== undefined : secret.kind !== 'remove';
    return {
      kind: 'accepted',
      ...{ before, settings, secret },
      fields: [
        ...changedServerFields(change.before, settings),
        ...(secret.kind === 'keep' ? [] : [SERVER_SECRET]),
        ...(before?.archivedAt === undefined ? [] : ['archivedAt']),
      ],
      warnings: [
        ...secretWarnings(server, secret, before),
        ...peopleWarnings(people),
        ...serverWarnings({ settings, hasSecret }),
      ],
    };
  }

  /** Why the author may not archive a definition, or what they should know who does. */
  async archiving(before: StoredServer, author: ChangeAuthor): Promise<ArchivingDecision> {
    const people = await this.people.countOf(before.settings);
    const problems = archivingProblems(author, people);
    if (problems.length > 0) return { kind: 'forbidden', problems };
    return { kind: 'accepted', warnings: people === 0 ? [] : [archivedWarning(people)] };
  }

  private async peopleOf(before: StoredServer | undefined, change: SettingsChange): Promise<PeopleOfChange> {
    const isLive = before !== undefined && before.archivedAt === undefined;
    const fields = changedServerFields(change.before, change.after);
    const isAboutPeople = fields.some((field) => decidesWhoIsBelieved(field, change));
    const hasOtherIssuer = !isLive || decidesWhoIsBelieved('issuer', change);
    return {
      known: isLive && isAboutPeople ? await this.people.countOf(change.before) : 0,
      returning: hasOtherIssuer ? await this.people.countOf(change.after) : 0,
      isLeft: isLive && hasOtherIssuer,
    };
  }

  /** Why the word of a definition counts; what is there already is the better reason. */
  private async relianceOn(
    before: StoredServer | undefined,
    { known }: PeopleOfChange,
    { moduleId }: ServerSettings,
  ): Promise<{ readonly reliance?: string }> {
    if (known > 0) return { reliance: 'people have accounts here by this definition' };
    if (before !== undefined && hasScript(before.settings))
      return { reliance: 'it has a script that hears what it says' };
    const key = await this.surroundings.reliesBy(moduleId);
    return key === undefined ? {} : { reliance: `${key} of ${moduleId} relies on all its definitions` };
  }

  private async problems(
    { before, server, problems, author }: ServerProposal,
    change: SettingsChange,
    secret: SecretStep,
  ): Promise<readonly FieldProblem[]> {
    // What could not be read is reported once, not again for what stands in its place.
    const misread = new Set(problems.map(({ field }) => field));
    const own = serverProblems(server, this.surroundings).filter(({ field }) => !misread.has(field));
    const file = own.some(({ field }) => field === 'validationJwkFile');
    const isKept = secret.kind === 'keep' && before?.secret !== undefined;
    const carriesSecret = isKept && !this.secrets.isGivenAgain(before, server.secret);
    return [
      ...problems,
      ...own,
      ...(file ? [] : await this.keyFile.problems(change, author)),
      ...(await this.scripts.problems(change, author)),
      ...(carriesSecret ? carriedSecretProblems(author, change) : []),
    ];
  }
}

/** What became of the wish to archive a definition. */
export type ArchivingDecision =
  | { readonly kind: 'accepted'; readonly warnings: readonly FieldProblem[] }
  | Extract<ChangeRefusal, { readonly kind: 'forbidden' }>;

function hasScript({ federationAuthScriptText, federationUserMappingScriptText }: ServerSettings): boolean {
  return federationAuthScriptText !== undefined || federationUserMappingScriptText !== undefined;
}

function foreignReference(author: ChangeAuthor, settings: ServerSettings, text: string): readonly FieldProblem[] {
  return referenceProblems(author, { field: SERVER_SECRET, text, owner: serverSecretOwner(settings) });
}

/** A variable in place of a secret that is there; in files it takes nothing away. */
function keptReference({ before, server: { secret, settings }, author, secretRule }: ServerProposal) {
  const isKnown = before?.secret !== undefined && !isSecretReference(before.secret);
  if (secret.kind !== 'pending' || secretRule !== 'replace' || !isKnown) return undefined;
  const owner = serverSecretOwner(settings);
  return keptSecretRefusal(author, { field: SERVER_SECRET, text: secret.reference, owner });
}

function partialReference(author: ChangeAuthor, step: SecretStep) {
  return step.kind === 'seal' ? partialReferenceRefusal(author, { field: SERVER_SECRET, text: step.text }) : undefined;
}

/** A definition before there was one. */
function nothing({ nodeId, moduleId }: ServerSettings): ServerSettings {
  return { nodeId, moduleId, issuer: '' };
}

/** The registration id is part of addresses at the other server, so it stays unless another one is given. */
function named(settings: ServerSettings, before: StoredServer | undefined): DefinedServer {
  const id = settings.federationRegistrationId ?? before?.settings.federationRegistrationId ?? randomId();
  return { ...settings, federationRegistrationId: id };
}

function secretWarnings(
  { secret: given }: NewServer,
  step: SecretStep,
  before: StoredServer | undefined,
): readonly FieldProblem[] {
  const isPending = step.kind === 'await' || (step.kind === 'keep' && isSecretReference(before?.secret ?? ''));
  if (isPending) {
    const remedy = 'Set the variable and import again, or set the secret';
    return [{ field: SERVER_SECRET, problem: 'waits for a variable that has no value', remedy }];
  }
  if (given.kind !== 'masked' || before?.secret !== undefined) return [];
  return [{ field: SERVER_SECRET, problem: 'was left out of the export, so there is none', remedy: 'Set it' }];
}
