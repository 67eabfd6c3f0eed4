import type { FhirContextItem } from './fhir-context.js';
import type { LaunchContext, LaunchResource } from './launch-context.js';
import { resourceIdOf } from './resource-id.js';
import { resourceTypeNamed } from './resource-type.js';
import { includesScope } from './scope-name.js';

/** To whom a context is told. */
export interface LaunchListener {
  readonly scopes: readonly string[];
  /** The client reads `fhirContext` as SMART 2.2 has it: a list of objects (STD X9). */
  readonly readsFhirContext: boolean;
  /** Members that every launch from an EHR has unless it says otherwise, such as `smart_style_url`. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** Types with a member of their own in the token response; all others belong into `fhirContext` (SMART 2.2; STD L5, L9). */
const typesWithMember: ReadonlySet<string> = new Set(['patient', 'encounter']);

/**
 * The context as one client is told it: what the server adds to every launch from an EHR (which `launch` asks for), and `fhirContext` with the
 * resources that have no member of their own in SMART, or left out for a client that would misread it.
 * @see SMART App Launch 2.2, "Launch context arrives with your access_token"; STD L5, L8, X9
 */
export function toldLaunchContext(context: LaunchContext, listener: LaunchListener): LaunchContext {
  const { scopes, readsFhirContext, defaults } = listener;
  const { fhirContext: given, ...members } = { ...(includesScope(scopes, 'launch') && defaults), ...context.members };
  const items = [...(Array.isArray(given) ? (given as FhirContextItem[]) : []), ...itemsOf(context.resources)];
  const fhirContext = [
    ...new Map(items.map((item) => [JSON.stringify([item.reference ?? item, item.role]), item])).values(),
  ];
  const isTold = readsFhirContext && fhirContext.length > 0;
  return { resources: context.resources, members: { ...members, ...(isTold && { fhirContext }) } };
}

function itemsOf(resources: readonly LaunchResource[]): readonly FhirContextItem[] {
  return resources.flatMap(({ type, id, role }) => {
    const resourceType = resourceTypeNamed(type);
    const bare = resourceIdOf(type, id);
    if (
      resourceType === undefined ||
      bare === undefined ||
      (typesWithMember.has(type.toLowerCase()) && role === undefined)
    )
      return [];
    return [{ reference: `${resourceType}/${bare}`, ...(role !== undefined && { role }) }];
  });
}

/** Members of the token and introspection responses that a launch, or a script that adds to it, must never set. */
const protocolMembers: ReadonlySet<string> = new Set(
  `access_token token_type expires_in refresh_token id_token scope active client_id username iss sub aud exp nbf iat jti cnf act permissions
  authorization_details issued_token_type error error_description error_uri __proto__`.split(/\s+/),
);

/** Members that mean something of their own and are no id, whoever takes them for a type of resource. */
const noTypes: ReadonlySet<string> = new Set(['fhirContext', 'fhirUser', 'state', 'code']);

/** Whether a launch may have a member of this name. */
export function isLaunchMember(name: string): boolean {
  return !protocolMembers.has(name);
}

/**
 * The launch as top-level members of the token response, repeated by introspection: the id of each resource under its type (where it can be
 * the id of one), and the other members as they are. A resource wins over a member of its name, and one that is simply in context over one that plays a role.
 * What a script named `Patient` is told under SMART's own name as well, which is the one that apps read.
 * @see STD L5, IN3; ruling 13
 */
export function launchResponseMembers(context: LaunchContext): Record<string, unknown> {
  const members = new Map(Object.entries(context.members));
  const usable = context.resources.flatMap((resource) => {
    const id = resourceIdOf(resource.type, resource.id);
    return id === undefined || noTypes.has(resource.type) ? [] : [{ ...resource, id }];
  });
  const roleless = usable.filter(({ role }) => role === undefined);
  for (const { type, id } of [...roleless, ...usable].toReversed()) members.set(type, id);
  for (const { type, id } of roleless) {
    const name = type.toLowerCase();
    if (typesWithMember.has(name) && !members.has(name)) members.set(name, id);
  }
  return Object.fromEntries([...members].filter(([name]) => isLaunchMember(name)));
}
