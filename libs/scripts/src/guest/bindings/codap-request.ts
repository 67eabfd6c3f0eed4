import type { FromScript } from '../from-script.js';
import { addAccessors, hidden } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { claimOf, stringArrayClaim, stringClaim, type Claims } from './claims.js';
import { fhirObject, type FhirResource } from './fhir-object.js';
import { javaList, JavaList } from './java-list.js';
import type { JavaMap } from './java-map.js';
import { javaMap } from './java-value.js';

/** A verified JWT: as it came, and what it says. */
export interface TokenShape {
  readonly raw: string;
  readonly claims: Claims;
}

/** `theRequest` of a CODAP authorization, as JSON. */
export interface CodapRequestShape {
  readonly requestingPractitioner: Readonly<Record<string, unknown>>;
  readonly requestedRecord: Readonly<Record<string, unknown>>;
  readonly authenticationToken: TokenShape;
  readonly authorizationToken: TokenShape;
}

/** One of the two JWTs of a CODAP request, verified. As text it is as it came. */
export class CodapToken {
  /** As it came. */
  raw: string;
  /** What it says. */
  claims: JavaMap;
  readonly #claims: Claims;

  constructor({ raw, claims }: TokenShape) {
    this.raw = raw;
    this.claims = javaMap(claims);
    this.#claims = claims;
  }

  /** A claim as it came; null where there is none. */
  getClaim(name: FromScript<string>): unknown {
    return claimOf(this.#claims, name);
  }

  /** A claim as text; null where there is none, or where it is several or an object. */
  getStringClaim(name: FromScript<string>): string | null {
    return stringClaim(this.#claims, name);
  }

  /** A claim as a list of texts; one text is a list of one; null where there is none. */
  getStringArrayClaim(name: FromScript<string>): JavaList<string> | null {
    return stringArrayClaim(this.#claims, name);
  }

  /** As it came. */
  toString(): string {
    return this.raw;
  }
}

addAccessors(CodapToken.prototype, ['raw', 'claims']);

/** A list of scopes that is also their text, with blanks between. */
export interface ScopeList extends JavaList<string> {
  /** The parts of the text. */
  split(separator: string | RegExp, limit?: number): string[];
}

/** `theRequest` of a CODAP request (reference 3.8, 18.2): who asks for whose record, and why. */
export class SmartCodapAuthorizationRequest {
  /** The Practitioner who asks: `requestingPractitioner.identifier.value`. */
  requestingPractitioner: FhirResource;
  /** The Patient whose record is asked for; `requestedRecord.id` is `Patient/123`. */
  requestedRecord: FhirResource;
  /** Who the practitioner is. */
  authenticationToken: CodapToken;
  /** What they ask for. */
  authorizationToken: CodapToken;
  /** What they want the token for. */
  requestedScopes: ScopeList;
  /** Why, as the other organisation says; it stands in the audit record. */
  reasonForRequest: string | null;

  constructor(shape: CodapRequestShape) {
    this.requestingPractitioner = fhirObject(shape.requestingPractitioner);
    this.requestedRecord = fhirObject(shape.requestedRecord);
    this.authenticationToken = new CodapToken(shape.authenticationToken);
    this.authorizationToken = new CodapToken(shape.authorizationToken);
    this.requestedScopes = scopeList(scopesIn(shape.authorizationToken.claims));
    this.reasonForRequest = stringClaim(shape.authorizationToken.claims, 'reason_for_request');
  }
}

addAccessors(SmartCodapAuthorizationRequest.prototype, [
  'requestingPractitioner',
  'requestedRecord',
  'authenticationToken',
  'authorizationToken',
  'requestedScopes',
  'reasonForRequest',
]);
bindMethods(CodapToken, SmartCodapAuthorizationRequest);

/** A list that is also the text of the claim, with blanks between: scripts read it either way. */
function scopeList(scopes: readonly string[]): ScopeList {
  const list = javaList(scopes) as ScopeList;
  const text = scopes.join(' ');
  hidden(list, 'toString', () => text);
  hidden(list, 'split', (...given: [string | RegExp, number?]) => text.split(...given));
  return list;
}

function scopesIn({ requested_scopes: several, requested_scope: one }: Claims): readonly string[] {
  const text = several ?? one;
  return typeof text === 'string' ? text.split(/\s+/).filter((scope) => scope !== '') : [];
}
