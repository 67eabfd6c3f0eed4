import { Inject, Injectable } from '@nestjs/common';
import type { RegistrationInput } from '../guest/functions/on-user-self-registration-request.js';
import type { RegisteredUser, RegistrationCall, RegistrationScript } from '../registration-script.port.js';
import { KNOWN_PERMISSIONS } from './known-names.js';
import { nobody } from './read-outcome.js';
import { readRegistered } from './read-registered.js';
import { SCRIPT_RUNNER, type ScriptRunner } from './script-runner.js';
import { scriptedAnswer } from './scripted-answer.js';
import { typedSubject } from './run-subject.js';
import { sessionView } from './session-view.js';

/** The scripts of self registration, run by the engine. */
@Injectable()
export class RegistrationEngine implements RegistrationScript {
  constructor(@Inject(SCRIPT_RUNNER) private readonly runner: ScriptRunner) {}

  async onUserSelfRegistrationRequest(call: RegistrationCall): Promise<RegisteredUser> {
    const { script, occasion, output: planned } = call;
    const [input, output] = peopleOf(call);
    const views: RegistrationInput = {
      input: sessionView(input),
      output: sessionView(output),
      permissions: KNOWN_PERMISSIONS,
    };
    const run = {
      script,
      functionName: 'onUserSelfRegistrationRequest',
      input: views,
      call,
      subject: typedSubject(call.input.username, occasion?.remoteAddress),
      ...(occasion && { occasion }),
    };
    const answer = await scriptedAnswer(this.runner, run, (given, notes) => readRegistered(given, call, notes));
    return answer === undefined ? planned : answer.value;
  }
}

/** What was typed, and what the account is to be, both as sessions: nobody has one yet. */
function peopleOf({ script, input, output }: RegistrationCall) {
  const { nodeId, moduleId } = script.settings;
  const blank = { ...nobody, nodeId, moduleId, username: input.username };
  return [
    { ...blank, ...input },
    { ...blank, ...output },
  ] as const;
}
