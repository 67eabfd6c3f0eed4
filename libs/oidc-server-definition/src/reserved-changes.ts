import type { ChangeAuthor } from '#protocol/administration/change-author';
import { isUnlimited } from '#protocol/administration/author-problems';
import { SERVER_SECRET, serverFieldEntries } from '#protocol/server/server-fields';
import { changedServerFields } from '#protocol/server/server-json';
import { issuerKey, type ServerSettings } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';

/** A definition before and after a change; before it was made, nothing of it is set. */
export interface SettingsChange {
  readonly before: ServerSettings;
  readonly after: ServerSettings;
}

/** A change, and whom the definition vouches for. */
export interface JudgedChange extends SettingsChange {
  /** Why what the definition says of people counts here, in words; absent where it counts for nobody yet. */
  readonly reliance?: string;
  /** How many have an account by an earlier definition of the issuer that it gets. */
  readonly returning: number;
}

const believed: readonly string[] = serverFieldEntries.flatMap(([name, field]) => ('believed' in field ? [name] : []));
const scripts: readonly string[] = serverFieldEntries.flatMap(([name, { kind }]) => (kind === 'script' ? [name] : []));

/**
 * What an author may not change. Scripts give people authorities, and nobody gives others what they do not hold (V-100); with the names of files
 * outside the configuration folder one could ask which files there are; and whoever chose the keys of a server would be any of the people whom it
 * vouches for, whatever these hold. Where the module relies on all its definitions, a new one vouches for as much.
 */
export function reservedProblems(
  author: ChangeAuthor,
  { before, after, reliance, returning }: JudgedChange,
): readonly FieldProblem[] {
  if (isUnlimited(author)) return [];
  const isNew = before.issuer === '';
  const remedy = isNew ? NEW_REMEDY : REMEDY;
  return changedServerFields(before, after).flatMap((field) => {
    if (scripts.includes(field)) return [{ field, problem: 'gives people authorities', remedy }];
    if (field === 'issuer' && returning > 0) return [{ field, problem: RETURNING, remedy }];
    if (reliance !== undefined && (isNew ? field === 'issuer' : decidesWhoIsBelieved(field, { before, after })))
      return [{ field, problem: `decides who is believed, and ${reliance}`, remedy }];
    const leavesFolder = field === 'validationJwkFile' && after.validationJwkFile?.startsWith('classpath:') === false;
    return leavesFolder ? [{ field, problem: 'is a file outside the configuration folder', remedy }] : [];
  });
}

/** Archiving shuts people out for as long as it lasts, so that it is a change like those above (V-28). @param people who have accounts by the definition */
export function archivingProblems(author: ChangeAuthor, people: number): readonly FieldProblem[] {
  if (people === 0 || isUnlimited(author)) return [];
  const problem = `would shut out people who have accounts here by this definition (${String(people)})`;
  return [{ field: 'archivedAt', problem, remedy: REMEDY }];
}

const REMEDY = 'Leave it as it is, or let somebody make the change who has ROLE_SUPERUSER';
const NEW_REMEDY = 'Let somebody define the server who has ROLE_SUPERUSER';
const RETURNING = 'is that of an earlier definition by which people have accounts here: it decides who they are';

/** Whether the field decides who counts as a person of the server; slashes at the end of an issuer do not (ruling 18). */
export function decidesWhoIsBelieved(field: string, { before, after }: SettingsChange): boolean {
  if (field === 'issuer') return issuerKey(before.issuer) !== issuerKey(after.issuer);
  return believed.includes(field);
}

/**
 * A secret stays with the addresses it was given for: who may change where it is sent, and need not know it, could have it sent to themselves. The
 * operator, who has the database, is not asked.
 */
export function carriedSecretProblems(
  { authorities }: ChangeAuthor,
  { before, after }: SettingsChange,
): readonly FieldProblem[] {
  if (authorities === undefined) return [];
  const moved = [
    ...(issuerKey(before.issuer) === issuerKey(after.issuer) ? [] : ['issuer']),
    ...(before.federationTokenUrl === after.federationTokenUrl ? [] : ['federationTokenUrl']),
    ...(before.wellKnownEndpoint === after.wellKnownEndpoint ? [] : ['wellKnownEndpoint']),
  ];
  if (moved.length === 0) return [];
  const problem = `stays only with the addresses it was given for, and ${moved.join(', ')} would be different`;
  return [{ field: SERVER_SECRET, problem, remedy: 'Give the secret again, or remove it with ""' }];
}
