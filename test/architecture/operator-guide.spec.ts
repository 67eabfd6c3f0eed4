import { readFileSync } from 'node:fs';
import { ownFieldEntries } from '#protocol/client/own-fields';
import { serverFieldEntries } from '#protocol/server/server-fields';

const guide = readFileSync('docs/operator-guide/README.md', 'utf8');

describe('The operator guide', () => {
  test.each(ownFieldEntries)('ruling 56: has the row of the client field %s', (name, { absent, help }) => {
    expect(guide).toContain(`\n| \`${name}\` | ${absent} | ${help} |\n`);
  });

  test.each(serverFieldEntries)('has the row of the server field %s', (name, { help }) => {
    expect(guide).toContain(`\n| \`${name}\` | ${help} |\n`);
  });
});
