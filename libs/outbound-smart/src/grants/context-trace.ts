import type { Decision } from '#protocol/decision/decision-trace';
import { sha256Base64Url } from '#protocol/hash';
import type { LaunchContext, LaunchResource } from '#protocol/smart/launch-context';

/** Characters of a hash: enough to compare two by. */
const LENGTH = 22;

/** What a script put into the launch and took out of it, for the trace: resources by the hash of their ids (ruling 54), other members by name. */
export function contextDecisions(before: LaunchContext, after: LaunchContext): readonly Decision[] {
  if (before === after) return [];
  const [old, now] = [named(before), named(after)];
  return [
    ...[...now].filter((name) => !old.has(name)).map((value) => decision(value, 'added')),
    ...[...old].filter((name) => !now.has(name)).map((value) => decision(value, 'dropped')),
  ];
}

function decision(value: string, outcome: 'added' | 'dropped'): Decision {
  const ruleId = outcome === 'added' ? 'context.added-by-script' : 'context.removed-by-script';
  return { kind: 'context', value, outcome, ruleId, source: 'script' };
}

function named({ resources, members }: LaunchContext): ReadonlySet<string> {
  return new Set([...resources.map(resourceName), ...Object.keys(members)]);
}

function resourceName({ type, id, role }: LaunchResource): string {
  const hash = sha256Base64Url(JSON.stringify([type.toLowerCase(), id])).slice(0, LENGTH);
  return `${type} ${hash}${role === undefined ? '' : ` ${role}`}`;
}
