import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { authorityShape, grantedAuthority, GrantedAuthority } from './granted-authority.js';
import { javaList, JavaList } from './java-list.js';
import { JavaMap } from './java-map.js';
import { javaMap } from './java-value.js';
import type { KnownPermissions } from './known-permissions.js';
import { DefaultLaunchContext, LaunchResourceId } from './resource-entry.js';
import { note } from './script-notes.js';
import type { ScriptedSession, SessionShape } from './session-shape.js';

/** As FHIR writes ids, with or without their type. */
const RESOURCE_ID = /^(?:[A-Za-z]{1,64}\/)?[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const REFERENCE = /^([A-Za-z]{1,64})\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** `theUserSession` and `theOutcome` (reference 9.3): a person, and what their session has. */
export class UserSessionDetails {
  nodeId: unknown;
  moduleId: unknown;
  username: unknown;
  familyName: unknown;
  givenName: unknown;
  email: unknown;
  external: unknown;
  notes: unknown;
  authorities: unknown;
  defaultLaunchContexts: unknown;
  fhirUserUrl: unknown;
  launchResourceIds: unknown;
  userData: unknown;
  readonly #permissions: KnownPermissions;
  readonly #fhirContext: { reference: string; role?: string }[] = [];

  constructor(shape: SessionShape, permissions: KnownPermissions) {
    const { authorities, defaultLaunchContexts, launchResourceIds, userData, ...rest } = shape;
    for (const name of texts) this[name] = rest[name] === '' ? null : (rest[name] ?? null);
    this.external = rest.external;
    this.authorities = javaList(authorities.map(grantedAuthority));
    this.defaultLaunchContexts = javaList(
      defaultLaunchContexts.map(({ contextType, resourceId }) => new DefaultLaunchContext(contextType, resourceId)),
    );
    this.launchResourceIds = javaList(
      launchResourceIds.map(({ resourceType, resourceId }) => new LaunchResourceId(resourceType, resourceId)),
    );
    this.userData = javaMap(userData ?? {});
    this.#permissions = permissions;
  }

  /** @throws Error — there is no such permission, or it needs an argument */
  addAuthority(given: unknown, argument?: unknown): this {
    const authority = given instanceof GrantedAuthority ? given : new GrantedAuthority(given, argument);
    this.#permissions.assertUsable(authority.permission, authority.argument);
    const list = listOf<unknown>(this.authorities);
    if (!list.contains(authority)) list.push(authority);
    this.authorities = list;
    return this;
  }

  hasAuthority(permission: unknown, argument?: unknown): boolean {
    const wanted = given(permission, argument);
    return listOf<unknown>(this.authorities).some((each) => isMeant(each, wanted, argument !== undefined));
  }

  removeAuthority(permission: unknown, argument?: unknown): this {
    const wanted = given(permission, argument);
    const left = listOf<unknown>(this.authorities).filter((each) => !isMeant(each, wanted, argument !== undefined));
    this.authorities = javaList(left);
    return this;
  }

  addLaunchResourceId(resourceType: unknown, resourceId: unknown): this {
    if (isNothing(resourceType) || isNothing(resourceId)) {
      note(`addLaunchResourceId(${String(resourceType)}, ${String(resourceId)}) adds nothing: type and id are needed`);
      return this;
    }
    const entry = new LaunchResourceId(resourceType, resourceId);
    if (!RESOURCE_ID.test(entry.resourceId))
      note(`addLaunchResourceId: the id of ${entry.resourceType} is none of FHIR, so that no app is told it`);
    const list = listOf<unknown>(this.launchResourceIds);
    list.push(entry);
    this.launchResourceIds = list;
    return this;
  }

  getOrCreateDefaultLaunchContext(contextType: unknown): unknown {
    const type = String(contextType).toLowerCase();
    const list = listOf<{ contextType?: unknown }>(this.defaultLaunchContexts);
    const there = list.find((each) => String(each.contextType).toLowerCase() === type);
    if (there !== undefined) return there;
    const created = new DefaultLaunchContext(contextType, null);
    list.push(created);
    this.defaultLaunchContexts = list;
    return created;
  }

  addDefaultLaunchContext(contextType: unknown, resourceId: unknown): this {
    const entry = this.getOrCreateDefaultLaunchContext(contextType) as DefaultLaunchContext;
    entry.resourceId = String(resourceId);
    return this;
  }

  /** A reference such as `ImagingStudy/123`, and what the app is to make of it. @throws TypeError — it is no reference */
  addFhirContext(given: unknown, role?: unknown): this {
    const reference = String(given);
    const [, type] = REFERENCE.exec(reference) ?? [];
    if (type === undefined) throw new TypeError('addFhirContext takes a reference such as ImagingStudy/123');
    const isPlain = isNothing(role) || role === 'launch';
    if (isPlain && (type === 'Patient' || type === 'Encounter'))
      note(`addFhirContext leaves ${type} out, since it has no role: addLaunchResourceId is for what is in context`);
    else this.#fhirContext.push({ reference, ...(!isNothing(role) && { role: String(role) }) });
    return this;
  }

  setUserData(key: unknown, value: unknown): this {
    if (!(this.userData instanceof JavaMap)) this.userData = new JavaMap(plainObject(this.userData));
    (this.userData as JavaMap).put(key, value);
    return this;
  }

  /** One value, null where it is not there; without a key all of them. */
  getUserData(...keys: readonly unknown[]): unknown {
    if (keys.length === 0) return this.userData;
    const { userData } = this;
    return userData instanceof JavaMap ? userData.get(keys[0]) : (plainObject(userData)[String(keys[0])] ?? null);
  }

  toString(): string {
    return `UserSessionDetails[${String(this.username)}]`;
  }

  /** What goes back to the host. */
  static scripted(session: UserSessionDetails): ScriptedSession {
    const { username, familyName, givenName, email, notes, fhirUserUrl, userData } = session;
    return {
      ...{ username, familyName, givenName, email, notes, fhirUserUrl, userData },
      authorities: listOf<unknown>(session.authorities).map(authorityShape),
      defaultLaunchContexts: listOf<unknown>(session.defaultLaunchContexts).slice(),
      launchResourceIds: listOf<unknown>(session.launchResourceIds).slice(),
      fhirContext: session.#fhirContext,
    };
  }
}

const texts = ['nodeId', 'moduleId', 'username', 'familyName', 'givenName', 'email', 'notes', 'fhirUserUrl'] as const;

addAccessors(
  UserSessionDetails.prototype,
  [...texts, 'authorities', 'defaultLaunchContexts', 'launchResourceIds', 'userData'],
  ['external'],
);
bindMethods(UserSessionDetails);

/** What a script may have put in the place of a list. @throws TypeError — it is none */
function listOf<T>(value: unknown): JavaList<T> {
  if (value instanceof JavaList) return value as JavaList<T>;
  if (value === null || value === undefined) return new JavaList<T>();
  if (typeof value === 'object' && Symbol.iterator in value) return javaList(value as Iterable<T>);
  throw new TypeError('a list of the session was replaced by something that is no list');
}

function given(permission: unknown, argument: unknown): GrantedAuthority {
  return permission instanceof GrantedAuthority ? permission : new GrantedAuthority(permission, argument);
}

/** Without an argument of its own, a permission is meant whatever its argument. */
function isMeant(each: unknown, wanted: GrantedAuthority, isExact: boolean): boolean {
  const { permission, argument } = authorityShape(each);
  return permission === wanted.permission && (!isExact || (argument ?? null) === wanted.argument);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function plainObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
