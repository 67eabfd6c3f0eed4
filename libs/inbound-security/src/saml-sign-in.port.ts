import type { SamlProblem } from '#protocol/saml/saml-refusal';
import type { ConfiguredScript } from '#scripts/configured-script.port';
import type { Authority } from '#protocol/user/authority';

/** A SAML inbound module as seen from the outbound module that sends people to its identity provider. */
export interface SamlPlace {
  readonly samlModuleId: string;
  /** Outward URL of the outbound module, without a slash at its end. */
  readonly baseUrl: string;
}

/** A request to be sent. */
export interface SamlRequest {
  /** What the answer refers to: an XML name that nobody can guess. */
  readonly requestId: string;
  /** Whether the provider is to ask the person again although it knows them. */
  readonly isRenewed: boolean;
}

/** A request that waits for its answer. */
export interface AwaitedSamlRequest {
  /** When it was sent, where the provider was to ask the person again. */
  readonly renewedSince?: Date;
}

/** Somebody for whom the identity provider vouches. */
export interface SamlPerson {
  /** Entity id of the provider. */
  readonly issuer: string;
  /** Lasting id there. */
  readonly subject: string;
  /** Names for a new account here; the first that nobody has. */
  readonly usernames: readonly [string, ...string[]];
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly authorities: readonly Authority[];
  /** When they signed in there, by the earliest word of the provider; milliseconds since 1970. */
  readonly signedInAt: number;
  /** Methods of RFC 8176, as far as the provider says something that has one. */
  readonly amr: readonly string[];
  /** Everything it says, by the names of attributes: `claims` of a callback script. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** What came of a response. */
export type SamlVerdict =
  | {
      readonly kind: 'verified';
      readonly requestId: string;
      readonly person: SamlPerson;
      /** Same for every presentation of the assertion: SHA-256 of issuer and id. */
      readonly assertionHash: string;
      /** For how long it could be presented again. */
      readonly usableSeconds: number;
    }
  | {
      readonly kind: 'refused';
      readonly problem: SamlProblem;
      /** For the log; nothing of the person. */
      readonly message: string;
    };

/** Sign-in at the identity provider of a SAML inbound module (product reference 8.4). Throws where no such module runs, unless it says otherwise. */
export interface SamlSignIn {
  /** The `registrationId` in our addresses; undefined while the module does not run. */
  registrationId(samlModuleId: string): string | undefined;
  /** The script that is asked about everybody who comes from there; undefined where none is configured. */
  callbackScript(samlModuleId: string): ConfiguredScript | undefined;
  /** Entity id of its provider, for records. */
  issuer(samlModuleId: string): string;
  /** Address at the provider that carries the request (HTTP-Redirect binding), signed where that is configured. */
  requestAddress(place: SamlPlace, request: SamlRequest): Promise<string>;
  /**
   * Verifies a response of the HTTP-POST binding: everything but that request and assertion are used once, which is for the caller.
   * @param response the form field, base64
   * @param awaited looks up the request that it says to answer, before anything costly is done; undefined for one that does not wait
   */
  verify(
    place: SamlPlace,
    response: string,
    awaited: (requestId: string) => Promise<AwaitedSamlRequest | undefined>,
  ): Promise<SamlVerdict>;
  /** Metadata of the service provider, XML. */
  metadata(place: SamlPlace): string;
}

/** DI token of {@link SamlSignIn}. */
export const SAML_SIGN_IN = Symbol('SamlSignIn');
