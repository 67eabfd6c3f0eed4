import type { ClientCondition, SecretCondition } from '#outbound-smart/clients/client-condition.port';
import type { Finding } from './finding.js';
import { GroupedFindings } from './grouped-findings.js';

/** Days without a token after which a client counts as unused. */
const UNUSED_DAYS = 180;
/** Days that a new client has to be used for the first time. */
const NEW_DAYS = 30;

/** What is worth knowing of clients: secrets, proofs, addresses and clients that nobody uses. */
export async function clientFindings(
  conditions: AsyncIterable<ClientCondition>,
  now: Date,
): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('clients');
  for await (const condition of conditions) {
    const name = `${condition.moduleId}/${condition.clientId}`;
    for (const finding of findingsOf(condition, now)) groups.add(name, finding);
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
  problem: 'must authenticate and have nothing to do so: all their requests are refused',
  remedy: 'Give them a secret or keys',
};

function secretFinding({ state }: SecretCondition): Omit<Finding, 'about'> {
  switch (state) {
    case 'expired':
      return {
        severity: 'warning',
        problem: 'have a secret that has expired',
        remedy: 'Remove it, or give them a new one',
      };
    case 'expires-soon':
      return {
        severity: 'warning',
        problem: 'have a secret that expires within 30 days',
        remedy: 'Add a new one, and have it used before that',
      };
    case 'pending':
      return {
        severity: 'error',
        problem: 'wait for the value of a secret',
        remedy: 'Set the variable that the export names and import it again, or give them a new secret',
      };
  }
}

function unused(
  { createdAt, lastUsedAt, unusedRedirectUris }: ClientCondition,
  now: Date,
): readonly Omit<Finding, 'about'>[] {
  const isNew = daysBetween(createdAt, now) < NEW_DAYS;
  if (lastUsedAt === undefined)
    return isNew ? [] : [{ severity: 'note', problem: 'never got a token', remedy: 'Disable those that nobody needs' }];
  if (daysBetween(lastUsedAt, now) > UNUSED_DAYS)
    return [
      { severity: 'note', problem: `got no token for ${UNUSED_DAYS} days`, remedy: 'Disable those that nobody needs' },
    ];
  if (isNew || unusedRedirectUris.length === 0) return [];
  const remedy = 'Compare it with what the app sends, byte by byte, and remove those that nobody needs';
  return [{ severity: 'note', problem: 'have a redirect URI that never matched a request', remedy }];
}

function daysBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 86_400_000;
}
