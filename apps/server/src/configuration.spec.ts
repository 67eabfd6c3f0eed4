import { readConfiguration } from './configuration.js';

/** Of the configuration that comes with the project, over a data folder that is not there yet. */
const read = (environment: Readonly<Record<string, string>>) =>
  readConfiguration({ GATEHOUSE_DATA: 'no-such-folder', ...environment }, process.cwd());
const problemKeys = async (environment: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await read(environment)).problems.map((problem) => problem.key);

describe('readConfiguration', () => {
  test('the configuration that comes with the project has neither problems nor warnings', async () => {
    const { problems, configuration } = await read({});

    expect([problems, configuration.warnings, configuration.moduleWarnings]).toEqual([[], [], []]);
  });

  test.each([
    { name: 'no address', url: 'localhost:5432/gatehouse' },
    { name: 'another database', url: 'mysql://u:p@localhost/x' },
    { name: 'no database name', url: 'postgres://u:p@localhost:5432' },
  ])('refuses a DATABASE_URL that is $name, without repeating it', async ({ url }) => {
    const { problems } = await read({ DATABASE_URL: url });

    expect(problems.map((problem) => problem.key)).toEqual(['DATABASE_URL']);
    expect(JSON.stringify(problems)).not.toContain(url);
  });

  test('tells what only matters where the property file counts apart from the rest', async () => {
    const { configuration } = await read({
      GATEHOUSE__module__smart_auth__config__prt: '1',
      GATEHOUSE__node__idd: 'Master',
    });

    expect(configuration.warnings).toEqual([
      expect.objectContaining({ key: expect.stringContaining('node.idd') as string }),
    ]);
    expect(configuration.moduleWarnings).toEqual([
      expect.objectContaining({ key: expect.stringContaining('module.smart_auth.config.prt') as string }),
    ]);
  });

  test('reports all mistakes together', async () => {
    const environment = {
      DATABASE_URL: 'x',
      GATEHOUSE_HEALTH_PORT: 'many',
      GATEHOUSE__module__smart_auth__config__port: '-1',
    };

    expect(await problemKeys(environment)).toHaveLength(3);
  });
});
