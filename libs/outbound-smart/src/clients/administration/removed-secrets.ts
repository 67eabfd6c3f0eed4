import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import { readSecretHash } from '#protocol/client/client-secret-hash';
import { maskedDescription } from '#protocol/client/masked-secret';
import { firstOf } from '#protocol/first-of';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SecretDecision } from './secret-decision.js';

/** Secrets of one warning, and characters of what one of them is called: a header has to have room for both. */
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** How secrets are told of. */
export interface SecretTelling {
  readonly stored: ClientDefinition | undefined;
  readonly now: Date;
  /** Administrators see the first letter of what a secret is called. */
  readonly masksDescriptions: boolean;
}

/** To be told: secrets that are accepted, or will be, go; or stay although the list does not have them. Never a value or a hash. */
export function removedSecrets(
  { removed, spared }: Pick<SecretDecision, 'removed' | 'spared'>,
  telling: SecretTelling,
): readonly FieldProblem[] {
  const [gone, left] = [removed, spared].map((secrets) => namesOf(secrets, telling));
  return [...(gone?.map(removal) ?? []), ...(left?.map(sparing) ?? [])];
}

interface NamedSecrets {
  readonly count: number;
  readonly names: string;
}

function removal({ count, names }: NamedSecrets): FieldProblem {
  const secrets = count === 1 ? '1 secret that is stored' : `${String(count)} secrets that are stored`;
  const remedy = 'What is to stay must be in the list, masked and with its pid; without clientSecrets all stay';
  return { field: 'clientSecrets', problem: `removes ${secrets}: ${names}`, remedy };
}

function sparing({ count, names }: NamedSecrets): FieldProblem {
  const problem = `has a masked secret that is none of the client's, and takes none away: ${names} ${count === 1 ? 'stays' : 'stay'}`;
  return { field: 'clientSecrets', problem, remedy: 'Where others are to be removed, leave that one out of the list' };
}

/** None, or all in one. */
function namesOf(secrets: readonly ClientSecret[], telling: SecretTelling): readonly NamedSecrets[] {
  const counting = secrets.filter((secret) => isOfUse(secret, telling.now));
  if (counting.length === 0) return [];
  const names = counting.map((secret) => nameOf(secret, telling));
  return [{ count: counting.length, names: firstOf(names, MOST_NAMED) }];
}

function nameOf(secret: ClientSecret, { stored, masksDescriptions }: SecretTelling): string {
  const { description } = secret;
  const shown = masksDescriptions ? maskedDescription(description) : description;
  if (shown !== '') return `"${shown.slice(0, LONGEST_NAME)}"`;
  return `number ${String((stored?.clientSecrets.indexOf(secret) ?? 0) + 1)}`;
}

/** Of one that has ended, or that nobody can check, nothing is lost. */
function isOfUse({ hash, expiration }: ClientSecret, now: Date): boolean {
  return readSecretHash(hash) !== undefined && (expiration === undefined || expiration.getTime() > now.getTime());
}
