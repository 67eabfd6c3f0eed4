import { Foundation1763769600000 } from './1763769600000-foundation.js';
import { WithdrawnAccess1764000000000 } from './1764000000000-withdrawn-access.js';
import { PushedRequests1764100000000 } from './1764100000000-pushed-requests.js';
import { Launch1764110000000 } from './1764110000000-launch.js';
import { BackChannelLogout1764200000000 } from './1764200000000-back-channel-logout.js';
import { ReplacedSecrets1764300000000 } from './1764300000000-replaced-secrets.js';
import { UsedClientAssertions1764310000000 } from './1764310000000-used-client-assertions.js';
import { DpopProofs1764320000000 } from './1764320000000-dpop-proofs.js';
import { DeviceAuthorizations1764330000000 } from './1764330000000-device-authorizations.js';
import { ContextSelection1764400000000 } from './1764400000000-context-selection.js';
import { ClientRegistration1764500000000 } from './1764500000000-client-registration.js';
import { KeptPushedRequests1764510000000 } from './1764510000000-kept-pushed-requests.js';
import { DeviceNetworks1764520000000 } from './1764520000000-device-networks.js';
import { ClientOrigins1764600000000 } from './1764600000000-client-origins.js';
import { RequestNetworks1764610000000 } from './1764610000000-request-networks.js';
import { KnownRegistrations1764620000000 } from './1764620000000-known-registrations.js';
import { PreviousRegistrationTokens1764630000000 } from './1764630000000-previous-registration-tokens.js';
import { UnusedRegistrations1764640000000 } from './1764640000000-unused-registrations.js';
import { ModuleConfiguration1764700000000 } from './1764700000000-module-configuration.js';
import { Keystores1764710000000 } from './1764710000000-keystores.js';
import { KeystoreVersions1764710100000 } from './1764710100000-keystore-versions.js';
import { ServerDefinitions1764720000000 } from './1764720000000-server-definitions.js';
import { AuditSearch1764720100000 } from './1764720100000-audit-search.js';
import { ClientAdministration1764730000000 } from './1764730000000-client-administration.js';
import { ClientSearch1764730100000 } from './1764730100000-client-search.js';
import { UserAdministration1764740000000 } from './1764740000000-user-administration.js';
import { PeopleOfOtherSystems1764800000000 } from './1764800000000-people-of-other-systems.js';
import { MailQueue1764820000000 } from './1764820000000-mail-queue.js';
import { TermsAcceptance1764820100000 } from './1764820100000-terms-acceptance.js';
import { PasswordResets1764820200000 } from './1764820200000-password-resets.js';
import { UserRegistrations1764820300000 } from './1764820300000-user-registrations.js';
import { ServerKeys1764840000000 } from './1764840000000-server-keys.js';
import { SecondFactors1764850000000 } from './1764850000000-second-factors.js';
import { FederatedSignIn1764860000000 } from './1764860000000-federated-sign-in.js';
import { SamlSignIn1764870000000 } from './1764870000000-saml-sign-in.js';
import { Passkeys1764880000000 } from './1764880000000-passkeys.js';
import { AddressesOfResets1764910000000 } from './1764910000000-addresses-of-resets.js';
import { SelfMadeAccounts1764910100000 } from './1764910100000-self-made-accounts.js';
import { NamesOfDeletedUsers1764910200000 } from './1764910200000-names-of-deleted-users.js';
import { SignInBounds1764920000000 } from './1764920000000-sign-in-bounds.js';
import { NetworkFailures1764920100000 } from './1764920100000-network-failures.js';
import { ArrivalsOfSessions1764930000000 } from './1764930000000-arrivals-of-sessions.js';
import { IdentitiesByModule1764940000000 } from './1764940000000-identities-by-module.js';
import { ProofsOfOwners1764940100000 } from './1764940100000-proofs-of-owners.js';
import { ScriptLibrary1764970000000 } from './1764970000000-script-library.js';
import { SpellingsOfClientIds1764960000000 } from './1764960000000-spellings-of-client-ids.js';
import { UsedAuthorizationJwts1764990000000 } from './1764990000000-used-authorization-jwts.js';
import { ScriptRecordings1765000000000 } from './1765000000000-script-recordings.js';
import { PresetContexts1765010000000 } from './1765010000000-preset-contexts.js';
import { SaidOfSignIns1765020000000 } from './1765020000000-said-of-sign-ins.js';
import { PowersGiven1765030000000 } from './1765030000000-powers-given.js';
import { Skins1765040000000 } from './1765040000000-skins.js';
import { SkinDiagnostics1765050000000 } from './1765050000000-skin-diagnostics.js';
import { NamesOfSkins1765060000000 } from './1765060000000-names-of-skins.js';
import { ObjectVersions1765070000000 } from './1765070000000-object-versions.js';

/** Every migration, oldest first. */
export const allMigrations = [
  Foundation1763769600000,
  WithdrawnAccess1764000000000,
  PushedRequests1764100000000,
  Launch1764110000000,
  BackChannelLogout1764200000000,
  ReplacedSecrets1764300000000,
  UsedClientAssertions1764310000000,
  DpopProofs1764320000000,
  DeviceAuthorizations1764330000000,
  ContextSelection1764400000000,
  ClientRegistration1764500000000,
  KeptPushedRequests1764510000000,
  DeviceNetworks1764520000000,
  ClientOrigins1764600000000,
  RequestNetworks1764610000000,
  KnownRegistrations1764620000000,
  PreviousRegistrationTokens1764630000000,
  UnusedRegistrations1764640000000,
  ModuleConfiguration1764700000000,
  Keystores1764710000000,
  KeystoreVersions1764710100000,
  ServerDefinitions1764720000000,
  AuditSearch1764720100000,
  ClientAdministration1764730000000,
  ClientSearch1764730100000,
  UserAdministration1764740000000,
  PeopleOfOtherSystems1764800000000,
  MailQueue1764820000000,
  TermsAcceptance1764820100000,
  PasswordResets1764820200000,
  UserRegistrations1764820300000,
  ServerKeys1764840000000,
  SecondFactors1764850000000,
  FederatedSignIn1764860000000,
  SamlSignIn1764870000000,
  Passkeys1764880000000,
  AddressesOfResets1764910000000,
  SelfMadeAccounts1764910100000,
  NamesOfDeletedUsers1764910200000,
  SignInBounds1764920000000,
  NetworkFailures1764920100000,
  ArrivalsOfSessions1764930000000,
  IdentitiesByModule1764940000000,
  ProofsOfOwners1764940100000,
  SpellingsOfClientIds1764960000000,
  ScriptLibrary1764970000000,
  UsedAuthorizationJwts1764990000000,
  ScriptRecordings1765000000000,
  PresetContexts1765010000000,
  SaidOfSignIns1765020000000,
  PowersGiven1765030000000,
  Skins1765040000000,
  SkinDiagnostics1765050000000,
  NamesOfSkins1765060000000,
  ObjectVersions1765070000000,
] as const;
