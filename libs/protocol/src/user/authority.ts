/**
 * One permission of a person or a client, with the argument that limits it: a compartment (`Patient/123`), a resource type (`Observation`),
 * a partition name or the name of an operation. The names are those of `permission-catalogue.ts`.
 */
export interface Authority {
  readonly permission: string;
  readonly argument?: string;
}
