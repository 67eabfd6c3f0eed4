import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { plantedMark, root } from './planted-files.js';

/** One broken rule, as the tool reports it. */
export interface BoundaryViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

interface Report {
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** Runs dependency-cruiser with the project's rules over everything that ships. */
export async function findBoundaryViolations(): Promise<BoundaryViolation[]> {
  const places = ['apps', 'libs', 'ormconfig.ts'].filter((name) => existsSync(path.join(root, name)));
  // Files that the test of the lint has planted come and go meanwhile.
  const others = ['--exclude', `${plantedMark}-lint`];
  const report = await cruise(['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...others, ...places]);
  return report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

function cruise(args: readonly string[]): Promise<Report> {
  const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  return new Promise((resolve, reject) => {
    // In JSON it always exits with 0; anything else means that the configuration itself is broken.
    execFile(process.execPath, [tool, ...args], { cwd: root, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`dependency-cruiser failed: ${stderr || error.message}`));
      else resolve(JSON.parse(stdout) as Report);
    });
  });
}
