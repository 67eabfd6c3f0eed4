/**
 * One permission of a person or a client, with the argument that limits it: a compartment (`Patient/123`), a resource type (`Observation`),
 * a partition name or the name of an operation. The names are those of `permissions/permission-table.ts`.
 */
export interface Authority {
  readonly permission: string;
  readonly argument?: string;
}

/** One text for each different authority. */
export function authorityKey({ permission, argument }: Authority): string {
  return JSON.stringify([permission, argument]);
}
