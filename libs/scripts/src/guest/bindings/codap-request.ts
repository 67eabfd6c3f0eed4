import { addAccessors, hidden } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { claimOf, stringArrayClaim, stringClaim, type Claims } from './claims.js';
import { fhirObject } from './fhir-object.js';
import { javaList, JavaList } from './java-list.js';
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

class CodapToken {
  raw: string;
  claims: object;
  readonly #claims: Claims;

  constructor({ raw, claims }: TokenShape) {
    this.raw = raw;
    this.claims = javaMap(claims);
    this.#claims = claims;
  }

  getClaim(name: unknown): unknown {
    return claimOf(this.#claims, name);
  }

  getStringClaim(name: unknown): string | null {
    return stringClaim(this.#claims, name);
  }

  getStringArrayClaim(name: unknown): JavaList<string> | null {
    return stringArrayClaim(this.#claims, name);
  }

  toString(): string {
    return this.raw;
  }
}

addAccessors(CodapToken.prototype, ['raw', 'claims']);

/** `SmartCodapAuthorizationRequest` (reference 3.8, 18.2). */
export class SmartCodapAuthorizationRequest {
  requestingPractitioner: object;
  requestedRecord: object;
  authenticationToken: CodapToken;
  authorizationToken: CodapToken;
  requestedScopes: JavaList<string>;
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
  ...['requestingPractitioner', 'requestedRecord', 'authenticationToken', 'authorizationToken'],
  ...['requestedScopes', 'reasonForRequest'],
]);
bindMethods(CodapToken, SmartCodapAuthorizationRequest);

/** A list that is also the text of the claim, with blanks between: scripts read it either way. */
function scopeList(scopes: readonly string[]): JavaList<string> {
  const list = javaList(scopes);
  const text = scopes.join(' ');
  hidden(list, 'toString', () => text);
  hidden(list, 'split', (...given: [string | RegExp, number?]) => text.split(...given));
  return list;
}

function scopesIn({ requested_scopes: several, requested_scope: one }: Claims): readonly string[] {
  const text = several ?? one;
  return typeof text === 'string' ? text.split(/\s+/).filter((scope) => scope !== '') : [];
}
