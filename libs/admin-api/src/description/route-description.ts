import type { Type } from '@nestjs/common';
import type * as Swagger from '@nestjs/swagger';
import { describeLater } from './late-descriptions.js';

/** What a route is for, who may call it, and what goes in and out. */
export interface RouteDescription {
  readonly summary: string;
  /** Of these permissions one is needed. */
  readonly needs: readonly [string, ...string[]];
  /** Bodies of success by status; `text` is plain text, `nothing` no body at all. */
  readonly answers: Readonly<Record<number, Type<unknown> | 'text' | 'nothing'>>;
  readonly takes?: Type<unknown>;
  /** The class that reads the parameters of the address. */
  readonly query?: Type<object>;
  /** The answer has an entity tag: it can be asked for by `If-None-Match`, or, where something changes, the change be based on by `If-Match`. */
  readonly tag?: 'if-none-match' | 'if-match';
}

/** Describes a route for the OpenAPI document. */
export function describeRoute(description: RouteDescription): MethodDecorator {
  return (target, name, descriptor) => {
    describeLater((swagger) => {
      for (const decorate of decorators(swagger, description)) decorate(target, name, descriptor);
    });
  };
}

function decorators(
  { ApiBody, ApiExtension, ApiExtraModels, ApiHeader, ApiOperation, ApiProduces, ApiResponse }: typeof Swagger,
  { summary, needs, answers, takes, query, tag }: RouteDescription,
): readonly MethodDecorator[] {
  const need = `Needs \`ACCESS_ADMIN_JSON\` and ${needs.map((name) => `\`${name}\``).join(' or ')}.`;
  const header = tag === 'if-match' ? 'If-Match' : 'If-None-Match';
  return [
    ApiOperation({ summary, description: need }),
    ApiExtension('x-permissions', [...needs]),
    ...Object.entries(answers).map(([status, body]) => ApiResponse(success(Number(status), body, tag))),
    ...(Object.values(answers).includes('text') ? [ApiProduces('text/plain')] : []),
    ...(tag === 'if-none-match' ? [ApiResponse({ status: 304, description: 'The caller has this version.' })] : []),
    ...(tag ? [ApiHeader({ name: header, required: false, description: 'The `ETag` of an earlier answer.' })] : []),
    ...(takes ? [ApiBody({ type: takes })] : []),
    ...(query ? [ApiExtraModels(query), ApiExtension('x-query', query.name)] : []),
  ];
}

function success(
  status: number,
  body: RouteDescription['answers'][number],
  tag: RouteDescription['tag'],
): Swagger.ApiResponseOptions {
  const headers = { ETag: { description: 'Version of what is shown.', schema: { type: 'string' as const } } };
  const common = { status, description: 'Success.', ...(tag && body !== 'nothing' && { headers }) };
  if (body === 'nothing') return common;
  return body === 'text' ? { ...common, schema: { type: 'string' } } : { ...common, type: body };
}
