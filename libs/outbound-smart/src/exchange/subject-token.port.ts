import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { Actor } from '#protocol/oauth2/actor';
import type { Confirmation } from '#protocol/oauth2/confirmation';
import type { PermissionChange } from '#protocol/permissions/script-change';
import type { LaunchContext } from '#protocol/smart/launch-context';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ExchangedToken, GrantDetails } from '../stores/authorization-code.store.js';

/** A token that may be exchanged right now, whoever issued it, and all that the new one must not exceed. */
export interface SubjectToken extends Pick<GrantDetails, 'power'> {
  /** The person it speaks for: tokens of clients for themselves are not exchanged. */
  readonly user: DirectoryUser;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** The resource servers it is for, as far as this instance protects them. */
  readonly audience: readonly string[];
  readonly launchContext: LaunchContext;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly authTime: number;
  readonly amr: readonly string[];
  readonly acr?: string;
  /** The key it is bound to. */
  readonly confirmation?: Confirmation;
  readonly actor?: Actor;
  /** Claim `may_act`, not yet judged. */
  readonly mayAct?: unknown;
  /** What scripts did to the person's permissions for it. */
  readonly permissions: PermissionChange;
  /** Which FHIR resource stands for the person, where a script said so of that token. */
  readonly fhirUserUrl?: string;
  /** It, behind the tokens it was itself exchanged for. */
  readonly origin: readonly ExchangedToken[];
}

/** Who wants to exchange a token. */
export interface Exchanger {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
}

/** Recognises the tokens of one kind of issuer. */
export interface SubjectTokenSource {
  /** The token, when it is one of this source, may be used right now, and by this client; undefined for anything else. */
  read(exchanger: Exchanger, token: string): Promise<SubjectToken | undefined>;
}

/** DI token of the list of {@link SubjectTokenSource}s, asked in order. */
export const SUBJECT_TOKEN_SOURCES = Symbol('SubjectTokenSources');
