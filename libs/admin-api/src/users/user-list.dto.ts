import { Items } from '../description/fields.js';
import { PageDto } from '../description/page.dto.js';
import { UserDto } from './user.dto.js';

/** A part of the list of a module's users. */
export class UserListDto extends PageDto {
  @Items(UserDto, 'The users of this page, by name.', { always: true })
  readonly users!: readonly UserDto[];
}
