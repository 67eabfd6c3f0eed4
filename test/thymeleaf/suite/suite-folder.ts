import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');

/** Our own tests, always there. */
export const fixturesFolder = path.join(import.meta.dirname, '../fixtures');

/** Thymeleaf's own test data: beside the project, or where GATEHOUSE_THYMELEAF_TESTS says; undefined where there is none. */
export function suiteFolder(): string | undefined {
  const folder = process.env.GATEHOUSE_THYMELEAF_TESTS ?? path.join(root, '../shared/thymeleaf-tests');
  return existsSync(folder) ? folder : undefined;
}
