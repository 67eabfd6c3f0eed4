import type { LaunchResource } from './launch-context.js';

/** Types whose resources are of a place or of staff; all others may be about one patient. */
const ABOUT_NOBODY: ReadonlySet<string> = new Set([
  ...['location', 'organization', 'healthcareservice', 'endpoint', 'practitioner', 'practitionerrole', 'person'],
]);

/**
 * What a source of context adds to what is there already: resources of other types. Where it has another patient in mind, nothing that may be about
 * that one: the encounter of one patient never stands beside the record of another.
 */
export function besideLaunch(
  there: readonly LaunchResource[],
  added: readonly LaunchResource[],
): readonly LaunchResource[] {
  const types = new Set(there.map(typeOf));
  const meansAnother = differ(patientIn(there), patientIn(added));
  return added.filter((each) => !types.has(typeOf(each)) && (!meansAnother || ABOUT_NOBODY.has(typeOf(each))));
}

function typeOf({ type }: LaunchResource): string {
  return type.toLowerCase();
}

function patientIn(resources: readonly LaunchResource[]): string | undefined {
  return resources.find((each) => typeOf(each) === 'patient')?.id;
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
