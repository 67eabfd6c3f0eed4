import { execFileSync } from 'node:child_process';

describe('docs/standards.md', () => {
  test('is what the names of the tests say; `npm run docs` writes it', () => {
    const check = (): string =>
      execFileSync(process.execPath, ['tools/standards/main.mjs', '--check'], { encoding: 'utf8' });

    expect(check).not.toThrow();
  });

  test('has every requirement either met, by a test and a source, or declined with a reason', () => {
    const problems = execFileSync(process.execPath, ['tools/standards/main.mjs', '--problems'], { encoding: 'utf8' });

    expect(problems.trim()).toBe('');
  });
});
