import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { claimOf, stringArrayClaim, stringClaim, type Claims } from './claims.js';
import { HeaderMap } from './header-map.js';
import { javaList, JavaList } from './java-list.js';

/** `theContext` as JSON. */
export interface ContextShape {
  readonly nodeId: string;
  readonly moduleId: string;
  /** ISO 8601. */
  readonly startTime: string;
  readonly remoteAddress: string;
  readonly remoteScheme?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly claims?: Claims;
  readonly approvedScopes?: readonly string[];
}

/** Where and how somebody signed in. */
class AuthenticationContext {
  nodeId: string;
  moduleId: string;
  startTime: Date;
  remoteAddress: string;
  remoteScheme: string | null;
  headers: HeaderMap;

  constructor({ nodeId, moduleId, startTime, remoteAddress, remoteScheme, headers }: ContextShape) {
    this.nodeId = nodeId;
    this.moduleId = moduleId;
    this.startTime = new Date(startTime);
    this.remoteAddress = remoteAddress;
    this.remoteScheme = remoteScheme ?? null;
    this.headers = new HeaderMap(headers ?? {});
  }
}

addAccessors(AuthenticationContext.prototype, [
  ...['nodeId', 'moduleId', 'startTime', 'remoteAddress', 'remoteScheme', 'headers'],
]);

/** The same where another server vouches for the person. */
class SecurityInSmartAuthenticationContext extends AuthenticationContext {
  approvedScopes: JavaList<string>;
  readonly #claims: Claims;

  constructor(shape: ContextShape) {
    super(shape);
    this.approvedScopes = javaList(shape.approvedScopes ?? []);
    this.#claims = shape.claims ?? {};
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

  hasApprovedScope(scope: unknown): boolean {
    return this.approvedScopes.contains(scope);
  }
}

addAccessors(SecurityInSmartAuthenticationContext.prototype, ['approvedScopes']);
bindMethods(AuthenticationContext, SecurityInSmartAuthenticationContext);

/** Only a context with claims has `getClaim`: scripts ask for its type to tell (reference 9.3). */
export function authenticationContext(shape: ContextShape): object {
  return shape.claims === undefined
    ? new AuthenticationContext(shape)
    : new SecurityInSmartAuthenticationContext(shape);
}
