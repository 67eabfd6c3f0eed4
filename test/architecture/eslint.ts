import { execFile } from 'node:child_process';
import path from 'node:path';
import { root } from './planted-files.js';

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

/**
 * Runs ESLint with the project's rules and answers, per file (relative to the root), the rules that were broken in it.
 * @param project a tsconfig that has these files and no others: to know the types of all files takes half a minute
 */
export async function findLintErrors(
  files: readonly string[],
  project: string,
): Promise<ReadonlyMap<string, string[]>> {
  const reports = await lint(['--format', 'json', '--parser-options', `project:${project}`, ...files]);
  return new Map(
    reports.map(({ filePath, messages }) => [
      path.relative(root, filePath).replaceAll(path.sep, '/'),
      [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))],
    ]),
  );
}

function lint(args: readonly string[]): Promise<FileReport[]> {
  const tool = path.join(root, 'node_modules/eslint/bin/eslint.js');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [tool, ...args], { cwd: root }, (error, stdout, stderr) => {
      // Exit code 1 means that it found something, which is what we are here for.
      if (error && error.code !== 1) reject(new Error(`ESLint failed: ${stderr || error.message}`));
      else resolve(JSON.parse(stdout) as FileReport[]);
    });
  });
}
