// `npm run bench -- skins`: pages a second of our Thymeleaf engine, of npm's and of Handlebars, on one thread.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { describeMachine } from '../machine.js';
import { withPart } from '../report/part.js';
import type { PageName } from './models.js';
import { skinsPart } from './page.js';
import { measureRates } from './rates.js';
import { gatehouse, handlebars, npmThymeleaf } from './renderers.js';
import type { Render } from './renderers.js';
import { suiteCounts } from './suite-counts.js';
import { treeOf } from './tree.js';

const [results = 'bench/RESULTS.md'] = process.argv.slice(2);
const names: readonly PageName[] = ['login', 'approval'];

const renderersOf = (page: PageName): ReadonlyMap<string, Render> =>
  new Map([
    ['Gatehouse', gatehouse(page)],
    ['npm thymeleaf', npmThymeleaf(page)],
    ['Handlebars', handlebars(page)],
  ]);

/** @throws Error where an engine makes another page than the others */
async function assertSame(page: PageName, renders: ReadonlyMap<string, Render>): Promise<void> {
  let first: readonly string[] | undefined;
  for (const [name, render] of renders) {
    const tree = treeOf(await render());
    first ??= tree;
    const at = tree.findIndex((line, index) => line !== first?.[index]);
    if (at >= 0) throw new Error(`${name} makes another ${page} page: ${tree[at] ?? ''} instead of ${first[at] ?? ''}`);
  }
}

const machine = describeMachine('');
const rates = new Map<PageName, Awaited<ReturnType<typeof measureRates>>>();
for (const page of names) {
  const renders = renderersOf(page);
  await assertSame(page, renders);
  rates.set(page, await measureRates(renders));
}
const counts = new Map([
  ['Gatehouse', suiteCounts('gatehouse')],
  ['npm thymeleaf', suiteCounts('npm')],
]);

const part = skinsPart({ machine, rates, counts });
process.stdout.write(part);
writeFileSync(results, await format(withPart(results, part), { parser: 'markdown' }));
