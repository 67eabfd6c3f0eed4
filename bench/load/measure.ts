import { quantile } from '../report/quantile.js';
import { HttpConnection } from './http-connection.js';
import type { Measurement, MeasurementOrder } from './measurement.js';
import type { Tally, Work } from './work.js';
import type { WorkName } from './work-names.js';
import { clientCredentials } from './works/client-credentials.js';
import { clientAssertions } from './works/client-assertions.js';
import { codeFlowRemembered } from './works/code-flow-remembered.js';
import { codeFlowWithSignIn } from './works/code-flow-with-sign-in.js';
import { introspection } from './works/introspection.js';
import { refresh } from './works/refresh.js';
import { refusedSignIn } from './works/refused-sign-in.js';

const WORKS: Readonly<Record<WorkName, Work>> = {
  'client-credentials': clientCredentials,
  'client-credentials-rs384': clientAssertions('RS384'),
  'client-credentials-es384': clientAssertions('ES384'),
  'code-flow-with-sign-in': codeFlowWithSignIn,
  'code-flow-remembered': codeFlowRemembered,
  refresh,
  introspection,
  'refused-sign-in': refusedSignIn,
};

/** More units of work than any server here does in a second: what is prepared for each of them is enough. */
const MOST_UNITS_A_SECOND = 1_500;

/** Told when the window opens and closes, so that CPU times can be read at these moments. */
export interface WindowListener {
  opened(): void;
  closed(): void;
}

interface Window {
  readonly latencies: number[];
  state: 'before' | 'open' | 'over';
}

/**
 * Puts a server under the load of one kind of work. One wrong answer ends everything: a rate of refusals is no rate.
 * @throws Error a wrong answer or a broken connection
 */
export async function measure(order: MeasurementOrder, listener: WindowListener): Promise<Measurement> {
  const tally: Tally = { tokenResponses: 0 };
  const connections = Array.from(
    { length: order.connections },
    (_, index) => new HttpConnection(order.site.origin, loopbackAddress(index)),
  );
  try {
    const steps = await prepareAll(order, connections, tally);
    const window: Window = { latencies: [], state: 'before' };
    const loops = Promise.all(steps.map((step) => repeat(step, window, order.restMilliseconds)));
    const seconds = await Promise.race([runWindow(order, window, listener), failure(loops)]);
    await loops;
    return { seconds, completed: window.latencies.length, latency: summary(window), ...tally };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Connections come from networks of their own, as people do: what one network may send is bounded. All of 127/8 is Linux's own. */
function loopbackAddress(index: number): string {
  return `127.0.${1 + Math.floor(index / 250)}.${2 + (index % 250)}`;
}

/** One after the other: what comes before the measurement shall neither be refused as a flood nor heat the machine up. */
async function prepareAll(
  order: MeasurementOrder,
  connections: readonly HttpConnection[],
  tally: Tally,
): Promise<readonly (() => Promise<void>)[]> {
  const steps: (() => Promise<void>)[] = [];
  for (const [index, connection] of connections.entries()) steps.push(await prepare(order, connection, index, tally));
  return steps;
}

async function prepare(
  { site, work, connections, leadInSeconds, seconds }: MeasurementOrder,
  connection: HttpConnection,
  index: number,
  tally: Tally,
): Promise<() => Promise<void>> {
  const person = site.people[index];
  if (person === undefined) throw new Error('There are more connections than people');
  const mostUnits = Math.ceil((MOST_UNITS_A_SECOND * (leadInSeconds + seconds)) / connections);
  return WORKS[work]({ site, connection, person, tally, mostUnits });
}

async function repeat(step: () => Promise<void>, window: Window, restMilliseconds = 0): Promise<void> {
  while (window.state !== 'over') {
    const started = performance.now();
    await step();
    // What began in the lead-in and ends in the window counts, what ends after it does not: on the whole that is even.
    if (window.state === 'open') window.latencies.push(performance.now() - started);
    if (restMilliseconds > 0) await pause(restMilliseconds / 1_000);
  }
}

async function runWindow(
  { leadInSeconds, seconds }: MeasurementOrder,
  window: Window,
  listener: WindowListener,
): Promise<number> {
  await pause(leadInSeconds);
  const opened = performance.now();
  window.state = 'open';
  listener.opened();
  await pause(seconds);
  window.state = 'over';
  listener.closed();
  return (performance.now() - opened) / 1_000;
}

async function failure(loops: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => {
    loops.catch(reject);
  });
}

function summary({ latencies }: Window): Measurement['latency'] {
  const sorted = Float64Array.from(latencies).sort();
  return { median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: quantile(sorted, 1) };
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}
