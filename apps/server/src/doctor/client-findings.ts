import type { ClientCondition, SecretCondition } from '#outbound-smart/clients/client-condition.port';
import type { Finding } from './finding.js';
import { GroupedFindings } from './grouped-findings.js';

/** Days without a token after which a client counts as unused. */
const UNUSED_DAYS = 180;
/** Days that a new client has to be used for the first time. */
const NEW_DAYS = 30;

/** Redirect URIs that are named of one client. */
const MOST_URIS = 5;

/** What is worth knowing of clients: secrets, proofs, addresses and clients that nobody uses. */
export async function clientFindings(
  conditions: AsyncIterable<ClientCondition>,
  now: Date,
): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('client');
  for await (const condition of conditions) {
    const name = `${condition.moduleId}/${condition.clientId}`;
    for (const finding of findingsOf(condition, now)) groups.add(name, finding);
    const uris = unmatched(condition, now);
    if (uris.length > 0) groups.add(`${name} (${uris.join(', ')})`, UNMATCHED);
  }
  return groups.findings();
}

function findingsOf(condition: ClientCondition, now: Date): readonly Omit<Finding, 'about'>[] {
  if (!condition.enabled) return [];
  return [
    ...condition.secrets.map(secretFinding),
    ...(condition.isWithoutProof ? [WITHOUT_PROOF] : []),
    ...unused(condition, now),
  ];
}

const WITHOUT_PROOF: Omit<Finding, 'about'> = {
  severity: 'error',
  problem: 'authentication is required and there is nothing to do it with: every request is refused',
  remedy: 'Add a secret or keys',
};

function secretFinding({ state }: SecretCondition): Omit<Finding, 'about'> {
  switch (state) {
    case 'expired':
      return {
        severity: 'warning',
        problem: 'a secret has expired',
        remedy: 'Remove it, or add a new one',
      };
    case 'expires-soon':
      return {
        severity: 'warning',
        problem: 'a secret expires within 30 days',
        remedy: 'Add a new one, and have it used before that',
      };
    case 'pending':
      return {
        severity: 'error',
        problem: 'a secret waits for its value',
        remedy: 'Set the variable that the export names and import again, or add a new secret',
      };
  }
}

function unused({ createdAt, lastUsedAt }: ClientCondition, now: Date): readonly Omit<Finding, 'about'>[] {
  if (lastUsedAt === undefined)
    return isNew(createdAt, now)
      ? []
      : [{ severity: 'note', problem: 'never got a token', remedy: 'Disable those that nobody needs' }];
  if (daysBetween(lastUsedAt, now) > UNUSED_DAYS)
    return [
      { severity: 'note', problem: `got no token for ${UNUSED_DAYS} days`, remedy: 'Disable those that nobody needs' },
    ];
  return [];
}

const UNMATCHED: Omit<Finding, 'about'> = {
  severity: 'note',
  problem: 'redirect URIs that never matched a request',
  remedy: 'Compare them with what the app sends, byte by byte, and remove those that nobody needs',
};

/** Redirect URIs of a client that is used, which no request has asked for: the first few. */
function unmatched(
  { enabled, createdAt, lastUsedAt, unusedRedirectUris }: ClientCondition,
  now: Date,
): readonly string[] {
  const isUsed = lastUsedAt !== undefined && daysBetween(lastUsedAt, now) <= UNUSED_DAYS;
  return enabled && isUsed && !isNew(createdAt, now) ? unusedRedirectUris.slice(0, MOST_URIS) : [];
}

function isNew(createdAt: Date, now: Date): boolean {
  return daysBetween(createdAt, now) < NEW_DAYS;
}

function daysBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 86_400_000;
}
