import { readConfiguration } from './configuration.js';

const problemKeys = (environment: Readonly<Record<string, string>>): readonly string[] =>
  readConfiguration(environment, process.cwd()).problems.map((problem) => problem.key);

describe('readConfiguration', () => {
  test('the configuration that comes with the project has no problems', () => {
    expect(problemKeys({})).toEqual([]);
  });

  test.each([
    { name: 'no address', url: 'localhost:5432/gatehouse' },
    { name: 'another database', url: 'mysql://u:p@localhost/x' },
    { name: 'no database name', url: 'postgres://u:p@localhost:5432' },
  ])('refuses a DATABASE_URL that is $name, without repeating it', ({ url }) => {
    const { problems } = readConfiguration({ DATABASE_URL: url }, process.cwd());

    expect(problems.map((problem) => problem.key)).toEqual(['DATABASE_URL']);
    expect(JSON.stringify(problems)).not.toContain(url);
  });

  test('reports all mistakes together', () => {
    const environment = {
      DATABASE_URL: 'x',
      GATEHOUSE_HEALTH_PORT: 'many',
      GATEHOUSE__module__smart_auth__config__port: '-1',
    };

    expect(problemKeys(environment)).toHaveLength(3);
  });
});
