import type * as Swagger from '@nestjs/swagger';

type Describe = (swagger: typeof Swagger) => void;

const pending: Describe[] = [];

/**
 * Describes something for the OpenAPI document, once somebody asks for that: to load what makes it takes a fifth of the time in which the server
 * starts.
 */
export function describeLater(describe: Describe): void {
  pending.push(describe);
}

/** Makes the descriptions that are waiting. */
export function describeNow(swagger: typeof Swagger): void {
  for (const describe of pending.splice(0)) describe(swagger);
}
