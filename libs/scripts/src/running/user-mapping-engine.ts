import { Inject, Injectable } from '@nestjs/common';
import type { UserNameInput } from '../guest/functions/get-user-name.js';
import type { UserMappingCall, UserMappingScript } from '../user-mapping-script.port.js';
import { readName, readObject } from './read-value.js';
import { SCRIPT_RUNNER, type ScriptRunner } from './script-runner.js';
import { upstreamSubject } from './run-subject.js';
import { requiredAnswer } from './scripted-answer.js';

const LONGEST_USERNAME = 200;

/** The user mapping scripts of server definitions, run by the engine. */
@Injectable()
export class UserMappingEngine implements UserMappingScript {
  constructor(@Inject(SCRIPT_RUNNER) private readonly runner: ScriptRunner) {}

  async getUserName(call: UserMappingCall): Promise<string> {
    const { script, occasion, userInfo, server } = call;
    const input: UserNameInput = { userInfo, server };
    const subject = upstreamSubject(call);
    const run = { script, functionName: 'getUserName', input, call, subject, ...(occasion && { occasion }) };
    return (await requiredAnswer(this.runner, run, readUserName)).value;
  }
}

/** @throws UnusableResult */
function readUserName(output: unknown): string {
  return readName(readObject(output, 'the result')['username'], 'the user name', LONGEST_USERNAME);
}
