import type { FromScript } from '../from-script.js';
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

/**
 * `theUserSession`, `theOutcome`, and what `newSuccess()` makes: a person, and what their session has. What a script changes here counts when its
 * function is over, as far as the function may change it: nobody becomes somebody else by it.
 */
export class UserSessionDetails {
  /** Id of the node that the account belongs to. */
  nodeId: FromScript<string | null>;
  /** Id of the inbound module that the account belongs to. */
  moduleId: FromScript<string | null>;
  /** The name the person signs in with; only an outcome of `newSuccess()` gets one from a script. At most 200 characters. */
  username: FromScript<string | null>;
  /** Of the account, as pages and tokens show it. At most 200 characters. */
  familyName: FromScript<string | null>;
  /** As `familyName`, what stands before it. */
  givenName: FromScript<string | null>;
  /** Address for mail, without proof that it is the person's where a script sets it. */
  email: FromScript<string | null>;
  /** Whether another server vouches for the person, and no password is kept here. */
  external: FromScript<boolean>;
  /** Free text of the account, at most 10,000 characters; often JSON of your own. */
  notes: FromScript<string | null>;
  /** What the person may do. To change it, use `addAuthority` and `removeAuthority`. */
  authorities: FromScript<JavaList<GrantedAuthority>>;
  /** What the person works with by default; a patient among them is in context when an app asks for one. */
  defaultLaunchContexts: FromScript<JavaList<DefaultLaunchContext>>;
  /** The resource that the person is: an http(s) address, or a reference such as `Practitioner/123` at the FHIR server of the module. The claim `fhirUser`. */
  fhirUserUrl: FromScript<string | null>;
  /** What is in context for this launch. To add something, use `addLaunchResourceId`. */
  launchResourceIds: FromScript<JavaList<LaunchResourceId>>;
  /** Values of your own that stay with the session, at most 8,192 characters of JSON. A sign-in script leaves them here for `onTokenGenerating`. */
  userData: FromScript<JavaMap>;
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

  /** Gives the person a permission, such as `addAuthority('FHIR_READ_ALL_OF_TYPE', 'Patient')`. Twice is once. Throws where there is no such permission, or it needs an argument. */
  addAuthority(permission: FromScript<string | GrantedAuthority>, argument?: FromScript<string | null>): this {
    const authority = given(permission, argument);
    this.#permissions.assertUsable(authority.permission, authority.argument);
    noteIfJunk(authority);
    const list = listOf<unknown>(this.authorities);
    if (!list.contains(authority)) list.push(authority);
    this.authorities = list;
    return this;
  }

  /** Whether the person has a permission; without an argument, whether they have it with any. */
  hasAuthority(permission: FromScript<string | GrantedAuthority>, argument?: FromScript<string | null>): boolean {
    const wanted = given(permission, argument);
    return listOf<unknown>(this.authorities).some((each) => isMeant(each, wanted, argument !== undefined));
  }

  /** Takes a permission away; without an argument, with all its arguments. */
  removeAuthority(permission: FromScript<string | GrantedAuthority>, argument?: FromScript<string | null>): this {
    const wanted = given(permission, argument);
    const left = listOf<unknown>(this.authorities).filter((each) => !isMeant(each, wanted, argument !== undefined));
    this.authorities = javaList(left);
    return this;
  }

  /**
   * Puts a resource into context: `addLaunchResourceId('patient', '555')`. The app finds it in the answer to its token request under the name given here.
   * Without a type or an id nothing is added, and the log says so.
   */
  addLaunchResourceId(resourceType: FromScript<string>, resourceId: FromScript<string | number>): this {
    if (isNothing(resourceType) || isNothing(resourceId)) {
      note(`addLaunchResourceId(${String(resourceType)}, ${String(resourceId)}) adds nothing: type and id are needed`);
      return this;
    }
    const entry = new LaunchResourceId(resourceType, resourceId);
    if (!RESOURCE_ID.test(entry.resourceId))
      note(`addLaunchResourceId: the id of ${entry.resourceType} is none of FHIR, so that no app is told it`);
    if (entry.resourceType === 'Patient' || entry.resourceType === 'Encounter')
      note(
        `addLaunchResourceId: apps read ${entry.resourceType.toLowerCase()}, and are told ${entry.resourceType} as it is written`,
      );
    const list = listOf<unknown>(this.launchResourceIds);
    list.push(entry);
    this.launchResourceIds = list;
    return this;
  }

  /** The entry of `defaultLaunchContexts` with this type, or a new one whose `resourceId` is still to be set. What `onTokenGenerating` sets counts where the launch has none of the type. */
  getOrCreateDefaultLaunchContext(contextType: FromScript<string>): DefaultLaunchContext {
    const type = String(contextType).toLowerCase();
    const list = listOf<{ contextType?: unknown }>(this.defaultLaunchContexts);
    const there = list.find((each) => String(each.contextType).toLowerCase() === type);
    if (there !== undefined) return there as DefaultLaunchContext;
    const created = new DefaultLaunchContext(contextType, null);
    list.push(created);
    this.defaultLaunchContexts = list;
    return created;
  }

  /** Sets what the person works with by default, in place of another one of the type. */
  addDefaultLaunchContext(contextType: FromScript<string>, resourceId: FromScript<string | number>): this {
    const entry = this.getOrCreateDefaultLaunchContext(contextType);
    entry.resourceId = String(resourceId);
    return this;
  }

  /**
   * Adds a reference to `fhirContext`, such as `ImagingStudy/123`, and what the app is to make of it. Throws where it is no reference. A Patient or an
   * Encounter needs a role: what is in context goes by `addLaunchResourceId`.
   */
  addFhirContext(target: FromScript<string>, role?: FromScript<string | null>): this {
    const reference = String(target);
    const [, type] = REFERENCE.exec(reference) ?? [];
    if (type === undefined) throw new TypeError('addFhirContext takes a reference such as ImagingStudy/123');
    const isPlain = isNothing(role) || role === 'launch';
    if (isPlain && (type === 'Patient' || type === 'Encounter'))
      note(`addFhirContext leaves ${type} out, since it has no role: addLaunchResourceId is for what is in context`);
    else this.#fhirContext.push({ reference, ...(!isNothing(role) && { role: String(role) }) });
    return this;
  }

  /** Keeps a value, which has to have a form in JSON, with the session. */
  setUserData(key: FromScript<string>, value: unknown): this {
    if (!(this.userData instanceof JavaMap)) this.userData = new JavaMap(plainObject(this.userData));
    (this.userData as JavaMap).put(key, value);
    return this;
  }

  /** One value, null where it is not there; without a key all of them. */
  getUserData(...keys: [key?: FromScript<string>]): unknown {
    if (keys.length === 0) return this.userData;
    const { userData } = this;
    return userData instanceof JavaMap ? userData.get(keys[0]) : (plainObject(userData)[String(keys[0])] ?? null);
  }

  /** The class and the user name, for a log. */
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

/** What comes of a value that is not there, or of an id that had its type already. */
function noteIfJunk({ permission, argument }: GrantedAuthority): void {
  if (argument !== null && /(?:^|\/)(?:undefined|null|NaN)?$|\[object |^[A-Z]\w*\/[A-Z]\w*\//.test(argument))
    note(`addAuthority: ${permission} gives nothing for "${argument}"`);
}
