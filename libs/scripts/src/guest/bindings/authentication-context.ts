import type { FromScript } from '../from-script.js';
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

/** `theContext`: where and how somebody signed in. */
export class AuthenticationContext {
  /** Id of the node where the sign-in was. */
  nodeId: string;
  /** Id of the module where the sign-in was. */
  moduleId: string;
  /** When it began. */
  startTime: Date;
  /** Where the request comes from, as the server's proxies tell it. */
  remoteAddress: string;
  /** `https` or `http`, as `issuer.url` has it. */
  remoteScheme: string | null;
  /** Of the request, without credentials, cookies, tokens and keys. */
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
  'nodeId',
  'moduleId',
  'startTime',
  'remoteAddress',
  'remoteScheme',
  'headers',
]);

/** The same where another server vouches for the person: with claims of its ID token and userinfo, or of its access token. */
export class SecurityInSmartAuthenticationContext extends AuthenticationContext {
  /** Scopes of the access token; none where people sign in at the other server, for nothing is approved yet. */
  approvedScopes: JavaList<string>;
  readonly #claims: Claims;

  constructor(shape: ContextShape) {
    super(shape);
    this.approvedScopes = javaList(shape.approvedScopes ?? []);
    this.#claims = shape.claims ?? {};
  }

  /** A claim as it came; null where there is none. Lists and objects in it also work as Java's. */
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

  /** Whether a scope is one of `approvedScopes`. */
  hasApprovedScope(scope: FromScript<string>): boolean {
    return this.approvedScopes.contains(scope);
  }
}

addAccessors(SecurityInSmartAuthenticationContext.prototype, ['approvedScopes']);
bindMethods(AuthenticationContext, SecurityInSmartAuthenticationContext);

/** Only a context with claims has `getClaim`: scripts ask for its type to tell (reference 9.3). */
export function authenticationContext(
  shape: ContextShape,
): AuthenticationContext | SecurityInSmartAuthenticationContext {
  return shape.claims === undefined
    ? new AuthenticationContext(shape)
    : new SecurityInSmartAuthenticationContext(shape);
}
