import { ApiError } from '../http/api-error.js';

/** That there is no such module, and which there are. */
export function noModule(moduleId: string, ids: readonly string[]): string {
  const there = ids.length === 0 ? 'there is none' : `there ${ids.length === 1 ? 'is' : 'are'} ${ids.join(', ')}`;
  return `No outbound module with id ${moduleId}; ${there}`;
}

/** @throws ApiError 400 — a parameter names no outbound module */
export function requireModule(moduleId: string, ids: readonly string[]): void {
  if (!ids.includes(moduleId)) throw new ApiError(400, `module: ${noModule(moduleId, ids)}.`);
}
