// `npm run thymeleaf`: Thymeleaf's own tests and ours, with a report of what passes, fails, is refused on purpose and left out.
//   --engine npm       the same with the npm package `thymeleaf`
//   --folder FOLDER    tests of another folder
//   --only PART        only tests whose path has this in it, with what was expected and what came
//   --json             the counts alone, without tests that need stand-ins for Java beans
import { parseArgs } from 'node:util';
import { treeOf } from './compare/html-tree.js';
import { neutral } from './compare/neutral.js';
import type { EngineName } from './running/engine.js';
import { comparedWithReference, referenceCounts } from './suite/reference-counts.js';
import { reportOf } from './suite/report.js';
import { runSuite } from './suite/run-suite.js';
import type { TestResult } from './suite/run-suite.js';
import { fixturesFolder, suiteFolder } from './suite/suite-folder.js';
import { readSuite } from './suite/suite.js';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'gatehouse' },
    folder: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});

function detailsOf({ test: { name, test }, verdict }: TestResult): string {
  if (verdict.kind === 'passed' || verdict.kind === 'left out') return `${name}: ${verdict.kind}`;
  const parts = [
    ['template', [...test.templates].map(([template, text]) => `[${template}]\n${text}`).join('\n')],
    ['expected', test.output],
    ...('actual' in verdict
      ? [
          ['came', verdict.actual],
          ['tree', treeOf(neutral(verdict.actual ?? ''))],
        ]
      : []),
    ...(test.output === undefined ? [] : [['tree expected', treeOf(neutral(test.output))]]),
  ];
  return [
    `=== ${name}: ${verdict.kind}`,
    ...('why' in verdict ? [verdict.why] : []),
    ...parts.map(([title, text]) => `--- ${title ?? ''}\n${text ?? '(must fail)'}`),
  ].join('\n');
}

async function run(title: string, folder: string): Promise<readonly TestResult[]> {
  const started = performance.now();
  const tests = readSuite(folder).filter(({ name }) => name.includes(values.only));
  const results = await runSuite(tests, values.engine as EngineName);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  if (values.only !== '') console.log(results.map(detailsOf).join('\n'));
  else if (!values.json) console.log(`${title}: ${seconds} s\n\n${reportOf(results)}\n`);
  return results;
}

const folder = values.folder ?? suiteFolder();
if (folder === undefined)
  console.log(
    'Thymeleaf’s own tests are not beside the project (../shared/thymeleaf-tests); GATEHOUSE_THYMELEAF_TESTS may name their folder.\n',
  );
else {
  const counts = referenceCounts(await run('Thymeleaf’s own tests', folder));
  if (values.json) console.log(JSON.stringify(counts));
  else if (values.only === '') console.log(`${comparedWithReference(counts)}\n`);
}
if (!values.json && values.folder === undefined) await run('Tests of our own', fixturesFolder);
