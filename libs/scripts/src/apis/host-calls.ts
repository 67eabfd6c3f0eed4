import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, type Egress } from '#egress/egress.port';
import type { HostAnswers, HostQuestion } from '../running/host-answers.js';
import { callOverHttp } from './http-call.js';

/** Answers what scripts ask of the server beyond their thread. */
@Injectable()
export class HostCalls implements HostAnswers {
  constructor(@Inject(EGRESS) private readonly egress: Egress) {}

  async answer(question: HostQuestion): Promise<unknown> {
    if (question.operation === 'http') return callOverHttp(this.egress, question);
    throw new Error(`there is no operation ${question.operation}`);
  }
}
