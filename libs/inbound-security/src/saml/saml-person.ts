import type { Assertion } from '#protocol/saml/assertion';
import { federatedNames } from '#protocol/federation/federated-name';
import { authenticationMethods } from '#protocol/saml/authentication-methods';
import { subjectOf } from '#protocol/saml/saml-subject';
import type { SamlPerson } from '../saml-sign-in.port.js';
import { writtenAuthorities } from '../permissions/written-authorities.js';
import type { SamlInboundInstance } from './saml-inbound-instance.js';

/** Names, addresses and permissions of the person an assertion is about. @throws SamlRefusal no-subject */
export function samlPerson(
  assertion: Assertion,
  entityId: string,
  { moduleId, options }: Pick<SamlInboundInstance, 'moduleId' | 'options'>,
): SamlPerson {
  const { attributes, issuer, statements } = assertion;
  const { attributes: names, globalPermissions } = options;
  const first = (keys: readonly string[]): string =>
    keys.map((key) => attributes.get(key)?.[0]).find((value) => value !== undefined) ?? '';
  const { subject, username } = subjectOf(assertion, entityId, names.username);
  const own = federatedNames(issuer, username, moduleId);
  const given = names.permissions === undefined ? [] : (attributes.get(names.permissions) ?? []);
  return {
    ...{ issuer, subject },
    usernames: options.takesPlainNames ? [username] : own,
    familyName: first(names.familyName),
    givenName: first(names.givenName),
    email: first(names.email),
    authorities: writtenAuthorities([...globalPermissions, ...given]).authorities,
    signedInAt: Math.min(...statements.map(({ instant }) => instant)),
    amr: authenticationMethods(statements.map(({ contextClass }) => contextClass)),
    attributes: Object.fromEntries(attributes),
  };
}
