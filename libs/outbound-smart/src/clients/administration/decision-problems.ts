import { isSecretReference } from '#protocol/administration/secret-reference';
import { isPublicClient, type ClientDefinition } from '#protocol/client/client';
import { clientProblems, definitionProblems, newClientNameProblems } from '#protocol/client/client-metadata';
import type { NewClient } from '#protocol/client/new-client';
import type { FieldProblem } from '#protocol/json/json-fields';
import { costlyHashProblem } from '../seed-client-secrets.js';
import type { SecretDecision } from './secret-decision.js';

/** How a wish is meant; `import` and `apply` as for every bulk change. */
export type WishMode = 'create' | 'replace' | 'import' | 'apply';

/** A client as it would be stored. */
export interface WantedClient {
  readonly client: NewClient;
  readonly secrets: SecretDecision;
  readonly mode: WishMode;
  readonly stored: ClientDefinition | undefined;
  /** How the module itself has secrets hashed. */
  readonly encoding: string;
}

/** What keeps it from being written. */
export function decisionProblems({ client, secrets, mode, stored, encoding }: WantedClient): readonly FieldProblem[] {
  if (client.archivedAt !== undefined) return []; // nobody can use it any more
  const judged = withoutStoredHashes(client, secrets);
  return [
    // What was made elsewhere is only warned of where it harms nobody.
    ...(mode === 'create' ? clientProblems(judged) : definitionProblems(judged)),
    ...(client.clientName === stored?.clientName ? [] : newClientNameProblems(client)),
    ...client.clientSecrets.flatMap((secret, place) =>
      secrets.added.includes(secret) ? (costlyHashProblem(secret, place, encoding) ?? []) : [],
    ),
    ...secrets.conflicting.map(conflictingSecret),
    ...(mode === 'replace' ? secrets.lacking.map(strangeSecret) : []),
    ...(mode === 'apply' && secrets.removed.length > 0 ? secrets.lacking.map(doubtfulSecret) : []),
    ...(stored !== undefined && !isPublicClient(stored) && becomesPublic(client) ? [lastProof()] : []),
  ];
}

/** A stored hash that nobody can check is the wrong one, and keeps nobody from disabling the client or giving it another secret (ruling 64). */
function withoutStoredHashes(client: NewClient, { added }: SecretDecision): NewClient {
  const clientSecrets = client.clientSecrets.map((secret) => {
    const { hash: _, ...rest } = secret;
    return added.includes(secret) ? secret : rest;
  });
  return { ...client, clientSecrets };
}

/** Unless it says so: `none` is only said of public clients. */
function becomesPublic(client: NewClient): boolean {
  return isPublicClient(client) && client.tokenEndpointAuthMethod !== 'none';
}

function lastProof(): FieldProblem {
  const problem = 'would be empty, and the client a public one: it would have nothing to authenticate with';
  const remedy = 'Keep "secretRequired": true, or say "tokenEndpointAuthMethod": "none" if it is to be public';
  return { field: 'clientSecrets', problem, remedy };
}

function conflictingSecret(place: number): FieldProblem {
  const problem = 'is another secret than the client has, and an import never overwrites secrets';
  return secretProblem(place, problem, 'Leave it out, or set the secret by a change of the client');
}

function strangeSecret(place: number): FieldProblem {
  const problem = 'is masked or without text, and none of the secrets of the client';
  return secretProblem(place, problem, 'Send the pid of the secret that is meant, or the text of a new one');
}

/** What it stands for could be what the change would take away. */
function doubtfulSecret(place: number): FieldProblem {
  const problem = 'is masked or without text, and which of the secrets of the client it stands for cannot be told';
  return secretProblem(place, problem, 'Give its text or its pid here, or leave out clientSecrets: then they stay');
}

/** To be told: the client was taken over without them. */
export function lackingSecrets({ lacking }: SecretDecision): readonly FieldProblem[] {
  const remedy = 'Set a secret by a change of the client, or have one generated';
  return lacking.map((place) => secretProblem(place, 'is masked or without text, and is left out', remedy));
}

/** To be told: the client waits for their values. */
export function pendingSecrets({ added }: SecretDecision): readonly FieldProblem[] {
  const pending = added.filter(({ secret, hash }) => isSecretReference(secret ?? hash ?? ''));
  const remedy = 'Set the variable and import again, or set a secret';
  return pending.map(({ secret, hash = '' }) => ({
    field: 'clientSecrets',
    problem: `waits for ${(secret ?? hash).trim()}, which has no value`,
    remedy,
  }));
}

function secretProblem(place: number, problem: string, remedy: string): FieldProblem {
  return { field: `clientSecrets[${String(place)}]`, problem, remedy };
}
