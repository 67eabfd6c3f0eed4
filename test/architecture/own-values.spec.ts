import { globSync, readFileSync } from 'node:fs';
import { OWN_VALUES } from '#protocol/own-value';

const files = globSync('{libs,apps}/*/src/**/*.ts')
  .filter((path) => !path.endsWith('.spec.ts') && path !== 'libs/protocol/src/own-value.ts')
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test.each(Object.entries(OWN_VALUES))('R-14: values that begin with %s are made in one place: %s', (prefix) => {
  const makers = files.filter(({ text }) => text.includes(`'${prefix}'`)).map(({ path }) => path);

  expect(makers).toHaveLength(1);
});
