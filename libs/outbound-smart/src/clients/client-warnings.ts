import { isPublicClient, type ClientGrantType } from '#protocol/client/client';
import type { NewClient } from '#protocol/client/new-client';
import { unusableGrantProblems } from '#protocol/client/unusable-grants';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** A grant that is not there for every client that lists it. */
interface SwitchedGrant {
  readonly grant: ClientGrantType;
  readonly isOffered: (options: OutboundSmartOptions) => boolean;
  /** What offers it. */
  readonly remedy: string;
}

const SWITCHED: readonly SwitchedGrant[] = [
  {
    grant: 'PASSWORD',
    isOffered: ({ grants }) => grants.passwordEnabled,
    remedy: 'Set password_grant.enabled=true (operator guide, "Grants that are off"), or remove it',
  },
  {
    grant: 'IMPLICIT',
    isOffered: ({ implicit }) => implicit.enabled,
    remedy:
      'Set implicit.enabled=true and give the client "pkceRequired": false (operator guide, "Grants that are off"), or remove it',
  },
  {
    grant: 'DEVICE_CODE',
    isOffered: ({ device }) => device.enabled,
    remedy: 'Set device_grant.enabled=true, or remove it',
  },
  {
    grant: 'TOKEN_EXCHANGE',
    isOffered: ({ exchange }) => exchange.enabled,
    remedy: 'Set token_exchange.enabled=true, or remove it',
  },
  {
    grant: 'JWT_BEARER',
    isOffered: ({ codap }) => codap.enabled,
    remedy: 'Set codap.enabled=true and name an authorization script (operator guide, "CODAP"), or remove it',
  },
];

/**
 * What of a client may be saved, and will not do what it seems to do: apps that worked elsewhere would stop without a word. Nothing is said of
 * clients that nobody can use anyway.
 */
export function clientWarnings(client: NewClient, options: OutboundSmartOptions): readonly FieldProblem[] {
  if (!client.enabled || client.archivedAt !== undefined) return [];
  return [
    ...closedGrants(client, options),
    ...closedImplicit(client, options),
    ...unusableGrantProblems(client),
    ...nothingToAuthenticateWith(client),
    ...patterns(client),
  ];
}

function closedGrants({ allowedGrantTypes }: NewClient, options: OutboundSmartOptions): readonly FieldProblem[] {
  const closed = SWITCHED.filter(({ grant, isOffered }) => allowedGrantTypes.includes(grant) && !isOffered(options));
  return closed.map(({ grant, remedy }) => ({
    field: 'allowedGrantTypes',
    problem: `has ${grant}, which the module does not offer`,
    remedy,
  }));
}

/** S-04, ruling 31: the client itself must be told to do without PKCE. */
function closedImplicit(
  { allowedGrantTypes, pkceRequired }: NewClient,
  { implicit }: OutboundSmartOptions,
): readonly FieldProblem[] {
  if (!implicit.enabled || !allowedGrantTypes.includes('IMPLICIT') || pkceRequired === false) return [];
  const problem = 'is not false, which closes IMPLICIT to the client: it has no PKCE';
  return [{ field: 'pkceRequired', problem, remedy: 'Write "pkceRequired": false, or remove IMPLICIT' }];
}

function nothingToAuthenticateWith(client: NewClient): readonly FieldProblem[] {
  if (!client.secretRequired || !isPublicClient({ ...client, secretRequired: false })) return [];
  const problem = 'is true, but the client has nothing to authenticate with: all its requests are refused';
  const remedy = 'Give it clientSecrets, publicJwks or jwksUrl, or make it a public client by false';
  return [{ field: 'secretRequired', problem, remedy }];
}

/** Redirect URIs are compared byte by byte (RFC 9700 §2.1). */
function patterns({ registeredRedirectUris }: NewClient): readonly FieldProblem[] {
  const remedy = 'Register each address exactly as the app sends it; the port of http://127.0.0.1 may differ';
  return registeredRedirectUris
    .filter((uri) => uri.includes('*'))
    .map((uri) => ({
      field: 'registeredRedirectUris',
      problem: `${JSON.stringify(uri)} has a *, which stands for nothing but itself`,
      remedy,
    }));
}
