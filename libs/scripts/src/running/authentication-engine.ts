import { Inject, Injectable } from '@nestjs/common';
import { noSignInDetails } from '#protocol/user/sign-in-details';
import type {
  AuthenticationCall,
  AuthenticationContext,
  AuthenticationScript,
  AuthenticationVerdict,
} from '../authentication-script.port.js';
import type { ContextShape } from '../guest/bindings/authentication-context.js';
import type { AuthenticateSuccessInput } from '../guest/functions/on-authenticate-success.js';
import { KNOWN_PERMISSIONS } from './known-names.js';
import { toldOutcome } from './read-outcome.js';
import { readVerdict } from './read-verdict.js';
import { SCRIPT_RUNNER, type ScriptRunner } from './script-runner.js';
import { scriptedAnswer } from './scripted-answer.js';
import { sessionView } from './session-view.js';

/** The callback scripts of inbound modules and server definitions, run by the engine. */
@Injectable()
export class AuthenticationEngine implements AuthenticationScript {
  constructor(@Inject(SCRIPT_RUNNER) private readonly runner: ScriptRunner) {}

  async onAuthenticateSuccess(call: AuthenticationCall): Promise<AuthenticationVerdict> {
    const { script, occasion, person, context } = call;
    const unchanged: AuthenticationVerdict = { kind: 'success', added: noSignInDetails };
    if (script === undefined) return unchanged;
    const input: AuthenticateSuccessInput = {
      session: sessionView(person),
      context: contextShape(context),
      permissions: KNOWN_PERMISSIONS,
    };
    const run = { script, functionName: 'onAuthenticateSuccess', input, call, ...(occasion && { occasion }) };
    const { settings } = script;
    const answer = await scriptedAnswer(this.runner, run, (output, notes) =>
      toldOutcome(readVerdict(output, { person, settings, notes }), notes.tell),
    );
    if (answer === undefined) return unchanged;
    return { ...answer.value, ...(answer.runId !== undefined && { runId: answer.runId }) };
  }
}

function contextShape({ startTime, ...context }: AuthenticationContext): ContextShape {
  return { ...context, startTime: startTime.toISOString() };
}
