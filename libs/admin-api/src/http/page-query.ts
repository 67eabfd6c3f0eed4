import { IsInt, Max, Min } from 'class-validator';
import { Whole } from '../description/fields.js';

/** Which part of a list is wanted. */
export class PageQuery {
  @Whole('Number of the page, counted from 0.', { minimum: 0 })
  @IsInt({ message: 'pageIndex must be a whole number from 0' })
  @Min(0, { message: 'pageIndex must be a whole number from 0' })
  @Max(1_000_000, { message: 'pageIndex must not be larger than 1000000' })
  readonly pageIndex: number = 0;

  @Whole('Items of a page, from 1 to 1000.', { minimum: 1 })
  @IsInt({ message: 'pageSize must be a whole number from 1 to 1000' })
  @Min(1, { message: 'pageSize must be a whole number from 1 to 1000' })
  @Max(1_000, { message: 'pageSize must be a whole number from 1 to 1000' })
  readonly pageSize: number = 100;
}
