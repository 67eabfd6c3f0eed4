import { IsIn } from 'class-validator';
import { Word } from '../description/fields.js';

const VALUES = ['true', 'false'];

/** Whether what is written takes effect at once. */
export class RestartQuery {
  @Word(VALUES, 'Restart the module with its new properties.')
  @IsIn(VALUES, { message: 'restart must be true or false' })
  readonly restart: 'true' | 'false' = 'false';
}
