import { IsInt, Max, Min } from 'class-validator';
import type { Page } from '#protocol/administration/page';
import { Whole } from '../description/fields.js';
import { Answer } from './answer.js';

const INDEX = { message: 'pageIndex must be a whole number from 0 to 1000000' };
const SIZE = { message: 'pageSize must be a whole number from 1 to 1000' };

/** Which part of a list is wanted. */
export class PageQuery {
  @Whole('Number of the page, counted from 0.', { minimum: 0 })
  @IsInt(INDEX)
  @Min(0, INDEX)
  @Max(1_000_000, INDEX)
  readonly pageIndex: number = 0;

  @Whole('Items of a page, from 1 to 1000.', { minimum: 1 })
  @IsInt(SIZE)
  @Min(1, SIZE)
  @Max(1_000, SIZE)
  readonly pageSize: number = 100;
}

/** What every list says of itself. */
export class PageDto {
  @Whole('Number of this page, counted from 0.', { always: true })
  readonly pageIndex!: number;

  @Whole('How many pages there are; 0 for an empty list.', { always: true })
  readonly totalPages!: number;
}

/** A part of a list; its items stand under the product’s name for them, such as `clients`. */
export function pageAnswer(name: string, { items, ...page }: Page<{ readonly json: unknown }>): Answer {
  return new Answer(200, { [name]: items.map(({ json }) => json), ...page });
}
