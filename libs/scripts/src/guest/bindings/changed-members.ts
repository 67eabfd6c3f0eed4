import type { ScriptedSession } from './session-shape.js';

const { stringify } = JSON;

/** Names of what a script has left otherwise than it was. */
export function changedMembers(before: ScriptedSession, after: ScriptedSession): readonly (keyof ScriptedSession)[] {
  const names = Object.keys(after) as (keyof ScriptedSession)[];
  return names.filter((name) => stringify(after[name]) !== stringify(before[name]));
}
