import type { LaunchContextEntry } from '../user/user-session.js';
import { scopeName } from './scope-name.js';
import { parseSmartScope } from './smart-scope.js';

/** A resource that was selected at launch, for instance type `patient`, id `123`. */
export interface LaunchResource {
  /** The name of the member of the token response; lower case, unless a script named it otherwise. */
  readonly type: string;
  readonly id: string;
}

/** What a grant says about the launch: the selected resources, and other members of the token response as they are (SMART 2.2, L5). */
export interface LaunchContext {
  readonly resources: readonly LaunchResource[];
  /** Members such as `need_patient_banner`, `intent`, `smart_style_url`, `tenant`, `fhirContext`. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A launch that selected nothing. */
export const emptyLaunchContext: LaunchContext = { resources: [], members: {} };

/**
 * The context that the granted scopes ask for, out of the contexts the person has by default. `launch` asks for all of them, `launch/<type>`
 * for one type; a `patient/…` scope needs a patient even when no launch scope came with it (STD L2). The first default of a type counts.
 * @see SMART App Launch 2.2, "Scopes for requesting context data"; STD S10
 */
export function launchContextFor(
  scopes: readonly string[],
  defaults: readonly LaunchContextEntry[] | undefined,
): LaunchContext {
  const wanted = new Set(scopes.flatMap(contextTypeOf));
  const resources = new Map<string, LaunchResource>();
  for (const entry of defaults ?? []) {
    const type = entry.contextType.toLowerCase();
    if ((wanted.has('*') || wanted.has(type)) && !resources.has(type)) {
      resources.set(type, { type, id: resourceIdOf(entry.resourceId) });
    }
  }
  return resources.size === 0 ? emptyLaunchContext : { resources: [...resources.values()], members: {} };
}

/** The type of context a scope asks for, `*` for any; empty for none. */
export function contextTypeOf(scope: string): readonly string[] {
  const name = scopeName(scope);
  if (name === 'launch') return ['*'];
  const type = /^launch\/([a-z]{1,64})(?:\?.*)?$/.exec(name)?.[1];
  if (type !== undefined) return [type];
  return parseSmartScope(scope)?.context === 'patient' ? ['patient'] : [];
}

/** The bare id of a reference: `123` for `Patient/123`, `https://fhir.example.org/Patient/123/_history/2` and `123` (ruling 13). */
export function resourceIdOf(reference: string): string {
  const [withoutVersion = ''] = reference.split('/_history/', 1);
  return withoutVersion.slice(withoutVersion.lastIndexOf('/') + 1);
}

/** Members of the token and introspection responses that a launch, or a script that adds to it, must never set. */
const protocolMembers: ReadonlySet<string> = new Set(
  `access_token token_type expires_in refresh_token id_token scope active client_id username iss sub aud exp nbf iat jti cnf act
  permissions authorization_details issued_token_type error error_description error_uri __proto__`.split(/\s+/),
);

/**
 * The launch as top-level members of the token response, repeated by introspection: the id of each resource under its type, and the other
 * members as they are. A resource wins over a member of its name.
 * @see SMART App Launch 2.2, "Launch context arrives with your access_token"; STD L5, IN3; ruling 13
 */
export function launchResponseMembers(context: LaunchContext): Record<string, unknown> {
  const members = new Map(Object.entries(context.members));
  for (const { type, id } of context.resources) members.set(type, resourceIdOf(id));
  return Object.fromEntries([...members].filter(([name]) => !protocolMembers.has(name)));
}
