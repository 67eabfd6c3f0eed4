import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isStandIn } from '../context/java-data.js';
import { readContext } from '../context/test-context.js';
import type { TestContext } from '../context/test-context.js';
import { NotApplicable } from '../context/not-applicable.js';
import { readThtest } from '../format/thtest.js';
import type { Thtest } from '../format/thtest.js';
import { groupOf } from './groups.js';
import { leftOut } from './left-out.js';

/** A test with what is known of it before it runs. */
export interface SuiteTest {
  /** Path below the suite's folder. */
  readonly name: string;
  readonly group: string;
  readonly test: Thtest;
  /** What the template is rendered with, or why the test is not for us. */
  readonly context: TestContext | { readonly leftOut: string };
}

const top = 'templateengine/';

function contextOf(below: string, test: Thtest): SuiteTest['context'] {
  const reason = leftOut(below, test);
  if (reason !== undefined) return { leftOut: reason };
  try {
    return readContext(test.context);
  } catch (error) {
    if (error instanceof NotApplicable) return { leftOut: error.message };
    throw error;
  }
}

/** Files that lie in the folder only because tests extend them. */
function basesOf(folder: string): ReadonlySet<string> {
  const list = path.join(folder, 'bases.txt');
  return new Set(existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []);
}

/** Tests that apply only because beans of theirs have stand-ins: counted apart from those that need none. */
export const standInGroup = 'Spring forms (with stand-ins for their beans)';

const usesStandIns = ({ context }: Thtest): boolean =>
  context.some(([, source]) => [...source.matchAll(/\bnew\s+([\w.$]+)/g)].some(([, type = '']) => isStandIn(type)));

function suiteTest(folder: string, name: string): SuiteTest {
  const test = readThtest(path.join(folder, name));
  const below = name.slice(name.indexOf(top) < 0 ? 0 : name.indexOf(top) + top.length);
  const context = contextOf(below, test);
  const usual = groupOf(name.split('/')[1] ?? '', below);
  const group = !('leftOut' in context) && usesStandIns(test) ? standInGroup : usual;
  return { name, group, test, context };
}

/** All tests of a folder, by their paths. */
export function readSuite(folder: string): readonly SuiteTest[] {
  const bases = basesOf(folder);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.thtest') && !bases.has(name))
    .sort()
    .map((name) => suiteTest(folder, name));
}
