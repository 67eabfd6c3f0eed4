import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { from, of, switchMap, type Observable } from 'rxjs';
import { PresenceProofs } from '../sign-in/presence-proofs.js';
import { rememberVisitor, visitOf } from '../visitors/console-visit.js';
import type { ConsoleAnswer } from './console-answer.js';
import { NEEDS_PROOF } from './needs-proof.js';
import { proofPage } from './proof-page.js';

/** Has people prove once more who they are before forms count that change keys, secrets or permissions. What they filled in goes on with the proof. */
@Injectable()
export class ProofInterceptor implements NestInterceptor<ConsoleAnswer, ConsoleAnswer> {
  constructor(
    private readonly reflector: Reflector,
    private readonly proofs: PresenceProofs,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<ConsoleAnswer>): Observable<ConsoleAnswer> {
    if (this.reflector.get<unknown>(NEEDS_PROOF, context.getHandler()) !== true) return next.handle();
    const visit = visitOf(context.switchToHttp().getRequest<FastifyRequest>().raw);
    if (visit === undefined) throw new Error('A proof was asked of somebody who is unknown.');
    return from(this.proofs.judge(visit)).pipe(
      switchMap((verdict) => {
        if (verdict.kind === 'asked') return of(proofPage(visit, verdict));
        rememberVisitor(verdict.visit);
        return next.handle();
      }),
    );
  }
}
