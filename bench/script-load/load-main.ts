// The load process of `npm run bench -- script-load`: takes orders from its parent, one at a time.
import { randomUUID } from 'node:crypto';
import { Browser } from '../load/browser.js';
import { authorizeTarget, codeFlow } from '../load/code-flow.js';
import { HttpConnection } from '../load/http-connection.js';
import type { Station, Work } from '../load/work.js';
import { clientCredentials } from '../load/works/client-credentials.js';
import { refresh } from '../load/works/refresh.js';
import type { Person, Site } from '../site.js';
import { steadily } from './steady-load.js';

/** What goes on while others ask for tokens. */
export interface LoadOrder {
  readonly site: Site;
  readonly plain: Site;
  readonly looping: Site;
  readonly seconds: number;
  /** Launches a second. */
  readonly launches: number;
  /** Sign-ins that all come at once, after the first second. */
  readonly signIns: number;
}

/** Milliseconds each. */
export interface LoadResult {
  readonly others: readonly number[];
  readonly launches: readonly number[];
  readonly signIns: readonly number[];
}

const tally = { tokenResponses: 0 };
const steps = new Map<string, readonly (() => Promise<unknown>)[]>();
let address = 0;

function station(site: Site, person: Person): Station {
  address++;
  const connection = new HttpConnection(site.origin, `127.0.${1 + Math.floor(address / 250)}.${2 + (address % 250)}`);
  return { site, connection, person, mostUnits: 0, tally };
}

async function stations(work: Work, site: Site, range: readonly [number, number]) {
  const made: (() => Promise<unknown>)[] = [];
  for (const person of site.people.slice(...range)) made.push(await work(station(site, person)));
  return made;
}

/** An app starts for somebody who is signed in and has approved before. */
const launch: Work = async (at) => {
  const browser = new Browser(at.connection, at.site.origin);
  const begin = () => codeFlow(at, browser, at.site.rememberingApp);
  await begin();
  return async () => {
    await begin();
  };
};

async function kept(name: string, site: Site, make: () => Promise<readonly (() => Promise<unknown>)[]>) {
  const key = `${name} ${site.origin}`;
  const made = steps.get(key) ?? (await make());
  steps.set(key, made);
  return made;
}

async function signInsOf({ looping, signIns }: LoadOrder): Promise<readonly (() => Promise<number>)[]> {
  const forms: (() => Promise<number>)[] = [];
  for (let index = 0; index < signIns; index++) {
    const person = looping.people[index % looping.people.length] as Person;
    const at = station(looping, person);
    const browser = new Browser(at.connection, looping.origin);
    const signIn = await browser.signInForm(
      authorizeTarget(looping.authorizePath, looping.askingApp, randomUUID().repeat(2)),
    );
    forms.push(async () => {
      const begun = performance.now();
      const { status } = await signIn(person);
      if (status !== 303) throw new Error(`A sign-in was answered ${status}`);
      at.connection.close();
      return performance.now() - begun;
    });
  }
  return forms;
}

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const { site, plain, seconds } = order;
  const own = await kept('client-credentials', site, () => stations(clientCredentials, site, [0, 10]));
  const others = await kept('client-credentials', plain, () => stations(clientCredentials, plain, [0, 10]));
  const renewals = await kept('refresh', site, () => stations(refresh, site, [0, 12]));
  const launches = order.launches > 0 ? await kept('launch', site, () => stations(launch, site, [12, 24])) : [];
  const signIns = await signInsOf(order);
  const streams = [
    steadily({ steps: own, perSecond: 40 }, seconds),
    steadily({ steps: renewals, perSecond: 40 }, seconds),
    steadily({ steps: others, perSecond: 20 }, seconds),
  ];
  const launched = order.launches > 0 ? steadily({ steps: launches, perSecond: order.launches }, seconds) : [];
  const ended = new Promise((resolve) => setTimeout(resolve, 1_000)).then(() =>
    Promise.all(signIns.map((signIn) => signIn())),
  );
  return { others: (await Promise.all(streams)).flat(), launches: await launched, signIns: await ended };
}

process.on('message', (order: LoadOrder) => {
  carryOut(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
