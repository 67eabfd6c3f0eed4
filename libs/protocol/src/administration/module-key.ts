/** Names a module of a node; what is administered belongs to one. */
export interface ModuleKey {
  readonly nodeId: string;
  readonly moduleId: string;
}
