import type { RecordedSession } from '../../libs/scripts/src/recordings/recorded-session.js';
import { redactSession } from '../../libs/scripts/src/recordings/redaction/redact-session.js';
import { table } from '../report/table.js';
import { CONTEXT, TOKEN_INPUT } from './launch-script.js';

const WARM_UP = 50;
const RUNS = 300;

const headers = { accept: 'application/json', 'content-type': 'application/json' };
const call = (path: string, text: string) => ({
  operation: 'http',
  payload: { method: 'GET', url: `https://context.hospital.example${path}`, headers },
  answer: { status: 200, headers, text },
});

const launch: RecordedSession = {
  input: JSON.parse(TOKEN_INPUT) as unknown,
  calls: ['/launch/abc', '/ward/e-7', '/bed/e-7', '/shift/e-7', '/role/e-7'].map((path) => call(path, CONTEXT)),
};

/** About as large as a session may be. */
const patients = Array.from({ length: 400 }, (_, index) => ({
  fullUrl: `https://fhir.hospital.example/Patient/${String(10_000 + index)}`,
  resource: {
    ...{ resourceType: 'Patient', id: String(10_000 + index), birthDate: '1980-02-03', gender: 'female' },
    name: [{ family: `Family-${String(index)}`, given: [`Given-${String(index)}`] }],
    identifier: [{ system: 'urn:mrn', value: `mrn-${String(70_000 + index)}` }],
  },
}));
const large: RecordedSession = {
  ...launch,
  calls: [call('/fhir/Patient', JSON.stringify({ resourceType: 'Bundle', entry: patients }))],
};

/** Milliseconds of a processor for one session, whatever else the machine has to do. */
function cost(session: RecordedSession): number {
  const redact = (): unknown => JSON.stringify(redactSession(JSON.parse(JSON.stringify(session)) as RecordedSession));
  for (let n = 0; n < WARM_UP; n++) redact();
  const before = process.cpuUsage();
  for (let n = 0; n < RUNS; n++) redact();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / RUNS;
}

/** What a module with `script.recording.enabled` has to compute, as a part of the page. */
export function recordingCost(): string {
  const rows = Object.entries({ 'a launch with 5 calls of the host': launch, 'a search of 400 patients': large }).map(
    ([name, session]) => [
      name,
      `${(JSON.stringify(session).length / 1_024).toFixed(0)} KiB`,
      `${cost(session).toFixed(2)} ms`,
    ],
  );
  return `## What recording a session costs

${table(['', 'size', 'computing'], rows)}

Of one function a session is recorded in a second, twenty at first, so that this is the price of a second and not of a request. It is paid behind the request, between
others. What those feel of it over HTTP has not been measured.`;
}
