import type { HostAnswers, HostQuestion } from './host-answers.js';

/** Stands where nothing answers: every call fails inside the script. */
export class NoHostAnswers implements HostAnswers {
  answer({ operation }: HostQuestion): Promise<unknown> {
    return Promise.reject(new Error(`${operation} is not available`));
  }
}
