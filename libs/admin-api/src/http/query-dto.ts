import 'reflect-metadata';
import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import { validateSync } from 'class-validator';
import type { ApiMessageDto } from '../description/api-error.dto.js';
import { ApiError } from './api-error.js';

/** A class whose properties, each with a value from the start, are the parameters of an address, with class-validator's rules. */
export type QueryDto<Query extends object> = new () => Query;

const QUERY = Symbol('ExpectedQuery');

/** Says which parameters the address of a route takes. */
export function takesQuery(query: QueryDto<object>): CustomDecorator<symbol> {
  return SetMetadata(QUERY, query);
}

/** The parameters of a route; those of Object, which are none, where it says nothing: then what comes is refused. */
export function expectedQuery(handler: object): QueryDto<object> {
  return (Reflect.getMetadata(QUERY, handler) as QueryDto<object> | undefined) ?? Object;
}

/**
 * Takes the parameters of an address into a DTO. Parameters that nobody knows are refused (ruling 33): what filters nothing would show too much.
 * @throws ApiError 400 — everything that is wrong
 */
export function takeQuery<Query extends object>(Dto: QueryDto<Query>, sent: ReadonlyMap<string, string>): Query {
  const query = new Dto();
  const known = Object.keys(query);
  const unknown = [...sent.keys()].filter((name) => !known.includes(name));
  for (const name of known) if ((sent.get(name) ?? '') !== '') set(query, name, sent.get(name) ?? '');
  const problems = [...(unknown.length > 0 ? [strangers(known)] : []), ...problemsOf(query)];
  if (problems.length > 0) throw new ApiError(400, problems);
  return query;
}

function set(query: object, name: string, text: string): void {
  const type: unknown = Reflect.getMetadata('design:type', query, name);
  const isNumber = type === Number && /^\d{1,10}$/.test(text);
  Object.assign(query, { [name]: isNumber ? Number(text) : text });
}

function strangers(known: readonly string[]): ApiMessageDto {
  const names = known.length === 0 ? 'It takes none.' : `It takes ${known.join(', ')}.`;
  return { message: 'The address has a parameter that means nothing here.', remedy: names };
}

function problemsOf(query: object): readonly ApiMessageDto[] {
  return validateSync(query, { forbidUnknownValues: false }).flatMap(({ property, constraints = {} }) =>
    [...new Set(Object.values(constraints))].map((message) => ({ message: `${message}.`, field: property })),
  );
}
