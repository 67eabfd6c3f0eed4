import type { ScriptSettings } from '../configured-script.port.js';
import type { ScriptLimits } from '../sandbox/script-job.js';

/** Calls of the host in one run that leave its thread: `http`, `fhir`. */
const HOST_CALLS = 50;
/** Bytes of JSON that a function gives back beside what it was given: somebody with many permissions is not the script's doing. */
const OUTPUT_BYTES = 64 * 1024;
/** Bytes that one run may log (F-25). */
const LOG_BYTES = 64 * 1024;

/**
 * What a run may use: two limits are settings of the module (ruling 36), the others are the same everywhere.
 * @param givenBytes of what its function was called with, all of which may come back
 */
export function runLimits({ computeMillis }: Pick<ScriptSettings, 'computeMillis'>, givenBytes: number): ScriptLimits {
  return { computeMillis, hostCalls: HOST_CALLS, outputBytes: OUTPUT_BYTES + givenBytes, logBytes: LOG_BYTES };
}
