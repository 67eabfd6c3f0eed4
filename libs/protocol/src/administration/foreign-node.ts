import type { FieldProblem } from '../json/json-fields.js';

/** The warning for an entry made on another node; what this server has is its own, whatever an entry says. */
export function foreignNode(said: string, nodeId: string): readonly FieldProblem[] {
  if (said === nodeId) return [];
  const problem = `is "${said}", which is not this node; the entry is taken as one of "${nodeId}"`;
  return [{ field: 'nodeId', problem, remedy: 'Leave it out' }];
}
