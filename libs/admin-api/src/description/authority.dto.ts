import { Text } from './fields.js';

/** One permission, with the argument that limits it. */
export class AuthorityDto {
  @Text('Name of the permission or role; docs/permissions.md has them all.', { always: true, example: 'VIEW_USERS' })
  readonly permission!: string;

  @Text('What limits it, such as a compartment or a resource type.', { example: 'Patient/123' })
  readonly argument?: string;
}
