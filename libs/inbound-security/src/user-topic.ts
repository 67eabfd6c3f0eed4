/** Topic of the change feed that is raised with every change of a module's users. */
export function userTopic(moduleId: string): string {
  return `users:${moduleId}`;
}
