import { execFileSync } from 'node:child_process';

describe('docs/standards.md', () => {
  test('is what the names of the tests say; `npm run docs` writes it', () => {
    const check = (): string =>
      execFileSync(process.execPath, ['tools/standards/main.mjs', '--check'], { encoding: 'utf8' });

    expect(check).not.toThrow();
  });
});
