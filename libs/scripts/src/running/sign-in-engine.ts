import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticateInput } from '../guest/functions/authenticate.js';
import type { ScriptedSignInCall, ScriptedSignInVerdict, SignInScript } from '../sign-in-script.port.js';
import { KNOWN_PERMISSIONS } from './known-names.js';
import { typedSubject } from './run-subject.js';
import { nobody, readOutcome, toldOutcome } from './read-outcome.js';
import { readName } from './read-value.js';
import { SCRIPT_RUNNER, type RunNotes, type ScriptRunner } from './script-runner.js';
import { requiredAnswer } from './scripted-answer.js';
import { launchDecisions, scriptedAuthorities } from './scripted-authorities.js';
import { signInDetailsOf } from './sign-in-details-of.js';

const LONGEST_USERNAME = 200;

/** The scripts of scripted inbound modules, run by the engine. */
@Injectable()
export class SignInEngine implements SignInScript {
  constructor(@Inject(SCRIPT_RUNNER) private readonly runner: ScriptRunner) {}

  async authenticate(call: ScriptedSignInCall): Promise<ScriptedSignInVerdict> {
    const { script, occasion, username, password, remoteAddress, headers } = call;
    const request = { username, password, remoteAddress, headers };
    const input: AuthenticateInput = { kind: 'sign-in', request, permissions: KNOWN_PERMISSIONS };
    const run = {
      script,
      functionName: 'authenticate',
      input,
      call,
      secrets: [password],
      subject: typedSubject(username, remoteAddress),
      ...(occasion && { occasion }),
    };
    const { value, runId } = await requiredAnswer(this.runner, run, (output, notes) =>
      toldOutcome(readSignInVerdict(output, call, notes), notes.tell),
    );
    return { ...value, ...(runId !== undefined && { runId }) };
  }
}

/** @throws UnusableResult — also where a success names nobody: what was typed proves nothing of who somebody is */
function readSignInVerdict(
  output: unknown,
  { script: { settings } }: ScriptedSignInCall,
  notes: RunNotes,
): ScriptedSignInVerdict {
  const outcome = readOutcome(output, nobody, settings.fhirBase);
  if (outcome.kind === 'failure') return outcome;
  const { familyName, givenName, email } = outcome.session;
  const username = readName(outcome.session.username, 'the username of the outcome', LONGEST_USERNAME);
  const { all: after } = outcome.session.authorities;
  const { added: authorities } = scriptedAuthorities({ before: [], after, settings }, notes);
  const details = { ...signInDetailsOf(outcome.session, nobody), authorities };
  notes.decided(launchDecisions(details));
  return { kind: 'success', username, familyName, givenName, email, details };
}
