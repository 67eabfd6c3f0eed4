import { readFileSync } from 'node:fs';
import { commandPage } from '../../tools/command/page.js';

describe('docs/gatehouse-command.md', () => {
  const page = readFileSync('docs/gatehouse-command.md', 'utf8');

  test('is what the commands say of themselves; `npm run docs` writes it', () => {
    expect(page).toBe(commandPage());
  });

  test('has examples for every command', () => {
    const [, , ...chapters] = page.split(/^## /m);

    expect(chapters.filter((chapter) => !chapter.includes('Examples:'))).toEqual([]);
    expect(chapters).toHaveLength(26);
  });

  test('the operator guide has a line for every command', () => {
    const guide = readFileSync('docs/operator-guide/README.md', 'utf8');
    const names = [...page.matchAll(/^## (gatehouse .+)$/gm)].map(([, name]) => name);

    expect(names.filter((name) => !guide.includes(`| \`${name} `) && !guide.includes(`| \`${name}\``))).toEqual([]);
  });
});
