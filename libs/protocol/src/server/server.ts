import type { ModuleKey } from '../administration/module-key.js';
import type { SecretOwner } from '../administration/secret-reference.js';
import type { ServerTextName, ServerValue } from './server-fields.js';

type ServerTexts = { readonly [Name in Exclude<ServerTextName, 'issuer'>]?: ServerValue<Name> };

/** What is known of another OpenID Connect server, as somebody wrote it (reference of the product, 6). Missing is unset. */
export interface ServerSettings extends ModuleKey, ServerTexts {
  /** As written, with or without trailing slashes; {@link issuerKey} makes it comparable. */
  readonly issuer: string;
}

/** What the JSON says of the secret. */
export type NewServerSecret =
  /** The field is not there: readers never get the secret to send back. */
  | { readonly kind: 'absent' }
  /** What is shown in its place. */
  | { readonly kind: 'masked' }
  /** It is there, and empty. */
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly text: string }
  /** A variable that has no value yet, such as `#{env['X']}`. */
  | { readonly kind: 'pending'; readonly reference: string };

/** A definition on its way in. */
export interface NewServer {
  readonly settings: ServerSettings;
  readonly secret: NewServerSecret;
  /** Asks for the definition to be archived (the product's soft delete). */
  readonly archivedAt?: Date;
}

/** The one spelling of an issuer: trailing slashes make no difference (ruling 18), all else does. */
export function issuerKey(issuer: string): string {
  return issuer.replace(/\/+$/, '');
}

/** Whose secret exports name. */
export function serverSecretOwner({ moduleId, issuer }: Pick<ServerSettings, 'moduleId' | 'issuer'>): SecretOwner {
  return { kind: 'server', names: [moduleId, issuerKey(issuer)] };
}
