import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { map, type Observable } from 'rxjs';
import { ConsolePages } from '../pages/console-pages.js';
import { visitorOf, type ConsoleVisitor } from '../visitors/console-visit.js';
import type { ConsoleAnswer } from './console-answer.js';
import { CONSOLE_POLICY } from './console-policy.js';

/** Sends what controllers of the console give back. Nothing of it is kept by browser or proxy, so that after signing out Back shows nothing (behaviour 33). */
@Injectable()
export class ConsoleAnswers implements NestInterceptor<ConsoleAnswer, unknown> {
  constructor(private readonly pages: ConsolePages) {}

  intercept(context: ExecutionContext, next: CallHandler<ConsoleAnswer>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { raw } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(map((answer) => this.send(reply, answer, visitorOf(raw))));
  }

  /** Sets the head of the answer and gives back its body. @throws Error a page for somebody who is unknown */
  send(reply: FastifyReply, answer: ConsoleAnswer, visitor: ConsoleVisitor | undefined): unknown {
    if (visitor === undefined) throw new Error('A page of the console was made for somebody who is unknown.');
    const cookies = [...visitor.cookies, ...('cookies' in answer ? (answer.cookies ?? []) : [])];
    if (cookies.length > 0) void reply.header('set-cookie', lastOfEach(cookies));
    void reply.header('cache-control', 'no-store');
    switch (answer.kind) {
      case 'redirect':
        void reply.status(303).header('location', visitor.request.instance.contextPath + answer.to);
        return '';
      case 'file':
        void reply
          .status(200)
          .type(answer.mediaType)
          .header('content-disposition', `attachment; filename="${answer.fileName.replace(/[^\w.-]/g, '_')}"`);
        return typeof answer.body === 'string' ? answer.body : Readable.from(answer.body);
      case 'page':
        void reply
          .status(answer.status ?? 200)
          .type('text/html; charset=utf-8')
          .headers({ 'content-security-policy': CONSOLE_POLICY, 'referrer-policy': 'same-origin' });
        return this.pages.render(answer, visitor);
    }
  }
}

/** Of several cookies of one name the last one counts. */
function lastOfEach(cookies: readonly string[]): string[] {
  return [...new Map(cookies.map((cookie) => [cookie.slice(0, cookie.indexOf('=')), cookie])).values()];
}
