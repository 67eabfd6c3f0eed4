import type { Decision } from '#protocol/decision/decision-trace';
import { hashedResource } from '#protocol/smart/hashed-resource';
import type { LaunchContext, LaunchResource } from '#protocol/smart/launch-context';

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
  return `${hashedResource(type, id)}${role === undefined ? '' : ` ${role}`}`;
}
