import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, type Egress } from '#egress/egress.port';
import type { ConfiguredScript } from '../configured-script.port.js';
import type { SandboxRun } from '../sandbox/sandbox.js';
import type { ScriptLogLine } from '../sandbox/script-job.js';
import type { CallingRun } from './calling-run.js';
import { callOverHttp } from './http-call.js';

/** Milliseconds that one call may take (ruling 36). */
const LONGEST_CALL = 5_000;
/** Milliseconds of a run that are kept for what the script does with the answer. */
const RESERVE = 50;

/** Answers what scripts ask of the server beyond their thread: `http` and `fhir`. */
@Injectable()
export class HostCalls {
  constructor(@Inject(EGRESS) private readonly egress: Egress) {}

  /** For one run, which begins now. */
  answersFor({ settings }: ConfiguredScript, onLog: (line: ScriptLogLine) => void): SandboxRun['answer'] {
    const end = performance.now() + settings.totalMillis - RESERVE;
    const run: CallingRun = {
      settings,
      millisLeft: () => Math.min(LONGEST_CALL, end - performance.now()),
      note: (text) => {
        onLog({ level: 'warn', text });
      },
    };
    return async (operation, payload) => {
      if (operation === 'http') return callOverHttp(this.egress, run, payload);
      throw new Error(`there is no operation ${operation}`);
    };
  }
}
