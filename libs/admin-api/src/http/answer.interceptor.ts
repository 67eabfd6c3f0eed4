import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Answer } from './answer.js';

/** Writes the {@link Answer} of a controller. Nothing of it is kept anywhere on the way. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((answer) => (answer instanceof Answer ? write(reply, answer) : answer)));
  }
}

function write(reply: FastifyReply, { status, body, headers }: Answer): unknown {
  void reply
    .status(status)
    .header('cache-control', 'no-store')
    .headers(headers as Record<string, string | string[]>);
  if (typeof body === 'string') void reply.type('text/plain; charset=utf-8');
  return body;
}
