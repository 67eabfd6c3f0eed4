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
  /** The body; what it has beside the described members is ignored (ruling 46). */
  readonly takes?: Type<unknown>;
  /** The same for a body that may be left out; other members are refused. */
  readonly mayTake?: Type<unknown>;
  /** Media types of a body that is an archive. */
  readonly takesArchive?: readonly string[];
  /** A body that is accepted as it is. */
  readonly example?: object;
  /** The class that reads the parameters of the address. */
  readonly query?: Type<object>;
  /**
   * The answer has an entity tag: it can be asked for by `If-None-Match`, or, where something changes, the change be based on by `If-Match`. `told`: by
   * the tag alone nobody knows whether the answer is another one.
   */
  readonly tag?: 'if-none-match' | 'if-match' | 'told';
  /** Statuses of refusals that routes of its kind do not have in general. */
  readonly refusals?: readonly number[];
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
  {
    ApiBody,
    ApiConsumes,
    ApiExtension,
    ApiExtraModels,
    ApiHeader,
    ApiOperation,
    ApiProduces,
    ApiResponse,
  }: typeof Swagger,
  description: RouteDescription,
): readonly MethodDecorator[] {
  const { summary, needs, answers, query, tag, takesArchive, refusals = [] } = description;
  const body = description.takes ?? description.mayTake;
  const need = `Needs \`ACCESS_ADMIN_JSON\` and ${needs.map((name) => `\`${name}\``).join(' or ')}.`;
  const header = tag === 'if-match' ? 'If-Match' : 'If-None-Match';
  return [
    ApiOperation({ summary, description: need }),
    ApiExtension('x-permissions', [...needs]),
    ...Object.keys(answers).map((status) => ApiResponse(success(Number(status), description))),
    ...(Object.values(answers).includes('text') ? [ApiProduces('text/plain')] : []),
    ...(tag === 'if-none-match'
      ? [ApiResponse({ status: 304, description: 'The caller has this version.', headers: ETAG })]
      : []),
    ...(tag === 'if-match' || tag === 'if-none-match'
      ? [ApiHeader({ name: header, required: false, description: 'The `ETag` of an earlier answer.' })]
      : []),
    ...(body ? [ApiBody({ type: body, required: description.takes !== undefined, ...exampleOf(description) })] : []),
    ...(takesArchive ? [ApiConsumes(...takesArchive), ApiBody({ required: true, schema: ARCHIVE })] : []),
    ...(query ? [ApiExtraModels(query), ApiExtension('x-query', query.name)] : []),
    ...(refusals.length > 0 ? [ApiExtension('x-refusals', [...refusals])] : []),
  ];
}

const ARCHIVE = { type: 'string' as const, format: 'binary' };
const ETAG = { ETag: { description: 'Version of what is shown.', schema: { type: 'string' as const } } };
const WARNING = {
  Warning: {
    description:
      'What did not count, or does not do what it seems to do; one value of code 299 for each (RFC 7234 §5.5).',
    schema: { type: 'string' as const },
  },
};

/** Whatever is saved is answered with its version, and with what there is to say about it. */
function success(
  status: number,
  { answers, takes, mayTake, takesArchive, tag }: RouteDescription,
): Swagger.ApiResponseOptions {
  const body = answers[status];
  const isSaved = (takes ?? mayTake ?? takesArchive) !== undefined || tag === 'if-match';
  const headers = { ...((isSaved || tag) && ETAG), ...(isSaved && WARNING) };
  const common = { status, description: 'Success.', ...(body !== 'nothing' && { headers }) };
  if (body === undefined || body === 'nothing') return common;
  return body === 'text' ? { ...common, schema: { type: 'string' } } : { ...common, type: body };
}

function exampleOf({ summary, example }: RouteDescription): {
  examples?: Record<string, { summary: string; value: object }>;
} {
  return example === undefined ? {} : { examples: { example: { summary, value: example } } };
}
