import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ModuleKey } from '#protocol/administration/module-key';
import { adminJsonOf } from '../instances/current-admin-json.js';
import { ApiError } from './api-error.js';

/**
 * Parameter decorator: one part of the path, decoded.
 * @throws ApiError 404 — a text that nothing can be called
 */
export const Part = createParamDecorator((name: string, context: ExecutionContext): string => part(context, name));

/**
 * Parameter decorator: a number by which the server knows something.
 * @throws ApiError 404 — no number, so that nothing is called so
 */
export const Pid = createParamDecorator((name: string, context: ExecutionContext): number => {
  const text = part(context, name);
  if (!/^[1-9]\d{0,14}$/.test(text)) throw nothing();
  return Number(text);
});

/**
 * Parameter decorator: the module that the path names by `:node` and `:module`. This server is one node.
 * @throws ApiError 404 — another node
 */
export const AtModule = createParamDecorator((_data: unknown, context: ExecutionContext): ModuleKey => {
  const key = { nodeId: part(context, 'node'), moduleId: part(context, 'module') };
  const instance = adminJsonOf(context.switchToHttp().getRequest<FastifyRequest>().raw);
  if (instance === undefined || key.nodeId !== instance.nodeId) throw nothing();
  return key;
});

function part(context: ExecutionContext, name: string): string {
  const { params } = context.switchToHttp().getRequest<FastifyRequest>();
  const text = (params as Readonly<Record<string, string>>)[name] ?? '';
  if (text === '' || /\p{Cc}|\uFFFD/u.test(text) || !text.isWellFormed()) throw nothing();
  return text;
}

function nothing(): ApiError {
  return new ApiError(404, 'There is no such thing.');
}
