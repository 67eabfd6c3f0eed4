import { authorityFault } from '#protocol/permissions/authority-fault';
import type { Authority } from '#protocol/user/authority';

const FAULTS = {
  unknown: 'names no permission',
  'argument-missing': 'lacks its argument',
  'argument-unreadable': 'has an argument that it cannot have',
} as const;

/** A permission in one text: NAME or NAME/argument. */
export function readPermission(written: string): Authority {
  const slash = written.indexOf('/');
  if (slash < 0) return { permission: written.trim() };
  return { permission: written.slice(0, slash).trim(), argument: written.slice(slash + 1).trim() };
}

/** What is wrong with such a text, so that it gives nothing. */
export function permissionProblem(written: string): string | undefined {
  const fault = authorityFault(readPermission(written));
  return fault && FAULTS[fault];
}

/** The permissions among texts of another system, which may hold others too. */
export function permissionsAmong(texts: readonly string[]): readonly Authority[] {
  return texts.filter((text) => permissionProblem(text) === undefined).map(readPermission);
}
