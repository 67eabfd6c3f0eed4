import 'reflect-metadata';
import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { QueryDto } from './query-dto.js';

const QUERY = Symbol('ExpectedQuery');

/** Says which parameters the address of a route takes. */
export function takesQuery(query: QueryDto<object>): CustomDecorator<symbol> {
  return SetMetadata(QUERY, query);
}

/** The parameters of a route; those of Object, which are none, where it says nothing: then what comes is refused. */
export function expectedQuery(handler: object): QueryDto<object> {
  return (Reflect.getMetadata(QUERY, handler) as QueryDto<object> | undefined) ?? Object;
}
