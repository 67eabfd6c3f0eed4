import type { FromScript } from '../from-script.js';
import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { javaList, JavaList } from './java-list.js';
import { JavaMap } from './java-map.js';
import { note } from './script-notes.js';

/** `theAuthorizationRequestDetails` as JSON. */
export interface RequestShape {
  readonly grantType: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly launch?: string;
  readonly audience?: string;
  readonly requestParameters?: Readonly<Record<string, string>>;
  /** Names that no claim of a script may have, in lower case, with blanks between; `*` at the end of one stands for anything. */
  readonly reservedClaims: string;
}

/** `theAuthorizationRequestDetails`: what an app asked for, and where claims for its access token go. */
export class OAuth2AuthorizationRequestDetails {
  /** `authorization_code`, `implicit`, `password`, `client_credentials`, `refresh`, `jwt_bearer`, `device_code` or `token_exchange`; `context_selection` for the server's own token of a search on the page. */
  grantType: string;
  /** Of the app or service that asks. */
  clientId: string;
  /** Of the person on whose behalf a payer asks: nothing here knows it. */
  memberId: null = null;
  /** What is about to be granted. */
  scopes: JavaList<string>;
  /** `launch` of the authorization request; null where the app was not launched. */
  launch: string | null;
  /** `aud` of the authorization request: the FHIR server that the app wants to call. */
  audience: string | null;
  /** Those parameters of the request that the property `auth_request_detail.whitelist` names. */
  requestParameters: JavaMap<string>;
  readonly #reserved: readonly string[];
  readonly #claims = new Map<string, unknown>();

  constructor(shape: RequestShape) {
    this.grantType = shape.grantType;
    this.clientId = shape.clientId;
    this.scopes = javaList(shape.scopes);
    this.launch = shape.launch ?? null;
    this.audience = shape.audience ?? null;
    this.requestParameters = new JavaMap<string>(shape.requestParameters);
    this.#reserved = shape.reservedClaims.split(' ');
  }

  /**
   * Adds a claim to the access token: any value that has a form in JSON, 50 claims and 6,000 characters at most. A name that only the server sets is not
   * heard, and the log says so (V-99).
   */
  addAccessTokenClaim(claim: FromScript<string>, value: unknown): this {
    const name = String(claim);
    if (this.#isReserved(name))
      note(`addAccessTokenClaim: the claim ${name.slice(0, 100)} is the server's own and is left as it is`);
    else if (value === undefined || typeof value === 'function')
      note(`addAccessTokenClaim: ${name.slice(0, 100)} has no value`);
    else this.#claims.set(name, value);
    return this;
  }

  #isReserved(name: string): boolean {
    const lower = name.toLowerCase();
    return this.#reserved.some((each) => (each.endsWith('*') ? lower.startsWith(each.slice(0, -1)) : lower === each));
  }

  /** The claims that were added, as pairs of name and value. */
  static claimsOf(details: OAuth2AuthorizationRequestDetails): readonly (readonly [string, unknown])[] {
    return [...details.#claims];
  }
}

addAccessors(OAuth2AuthorizationRequestDetails.prototype, [
  'grantType',
  'clientId',
  'memberId',
  'scopes',
  'launch',
  'audience',
  'requestParameters',
]);
bindMethods(OAuth2AuthorizationRequestDetails);
