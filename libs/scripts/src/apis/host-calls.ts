import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, type Egress } from '#egress/egress.port';
import type { FhirAccess, FhirAccessPlace } from '../fhir-access.port.js';
import type { HostAnswers, HostQuestion } from '../running/host-answers.js';
import { callFhir } from './fhir-call.js';
import { callOverHttp } from './http-call.js';

/** Answers what scripts ask of the server beyond their thread. */
@Injectable()
export class HostCalls implements HostAnswers, FhirAccessPlace {
  private access: FhirAccess | undefined;

  constructor(@Inject(EGRESS) private readonly egress: Egress) {}

  take(access: FhirAccess): void {
    this.access = access;
  }

  async answer(question: HostQuestion): Promise<unknown> {
    const { egress, access } = this;
    if (question.operation === 'http') return callOverHttp(egress, question);
    if (question.operation === 'fhir') return callFhir({ egress, access }, question);
    throw new Error(`there is no operation ${question.operation}`);
  }
}
