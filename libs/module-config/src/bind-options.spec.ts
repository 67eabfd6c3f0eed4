import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { bindOptions } from './bind-options.js';
import { formatProblems } from './configuration-problem.js';
import { Property, propertiesOf } from './property-declaration.js';

class SampleOptions {
  @Property({ key: 'port', help: 'Port of the listener.', default: 9200 })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port: number = 1;

  @Property({
    key: 'sessions.timeout.mins',
    help: 'Idle time.',
    unit: 'minutes',
    default: 30,
    aliases: ['session.timeout'],
  })
  @IsInt()
  readonly idleMinutes: number = 30;

  @Property({ key: 'issuer.url', help: 'Public address.', example: 'https://auth.example.org' })
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['https', 'http'] })
  readonly issuerUrl: string = '';

  @Property({ key: 'pkce.required', help: 'Demand PKCE.', default: true })
  @IsBoolean()
  readonly pkceRequired: boolean = true;

  @Property({ key: 'encoding', help: 'Hash of secrets.', default: 'B' })
  @IsIn(['A', 'B'])
  readonly encoding: string = 'B';

  @Property({ key: 'password', help: 'Password of the trust store.', secret: true })
  @IsOptional()
  @Matches(/^\S+$/)
  readonly password?: string;

  @Property({ key: 'audiences', help: 'Accepted audiences.', list: 'any' })
  @ArrayMaxSize(3)
  readonly audiences: readonly string[] = [];

  @Property({ key: 'origins', help: 'Origins, one a line.', list: 'newline' })
  @IsString({ each: true })
  readonly origins: string[] = ['*'];
}

const issuer: [string, string] = ['issuer.url', 'http://localhost:9200'];
const bind = (...entries: readonly [string, string][]): ReturnType<typeof bindOptions<SampleOptions>> =>
  bindOptions(SampleOptions, new Map([issuer, ...entries]), 'SECURITY_OUT_SMART');

describe('a value that cannot be taken', () => {
  test.each<{ name: string; key: string; value: string; problem: RegExp; remedy: RegExp }>([
    {
      name: 'no number',
      key: 'port',
      value: 'http',
      problem: /^"http" is not a number$/,
      remedy: /^Write a number, for example port=9200\. \(Port of the listener\.\)$/,
    },
    {
      name: 'a number only JavaScript reads',
      key: 'port',
      value: '0x50',
      problem: /"0x50" is not a number/,
      remedy: /./,
    },
    { name: 'an exponent', key: 'port', value: '1e3', problem: /is not a number/, remedy: /./ },
    { name: 'infinity', key: 'port', value: 'Infinity', problem: /is not a number/, remedy: /./ },
    {
      name: 'too large',
      key: 'port',
      value: '70000',
      problem: /^"70000" must not be greater than 65535$/,
      remedy: /port=9200/,
    },
    {
      name: 'a fraction',
      key: 'sessions.timeout.mins',
      value: '1.5',
      problem: /"1.5" must be an integer/,
      remedy: /a number of minutes, for example sessions\.timeout\.mins=30/,
    },
    {
      name: 'a bad value under an alias',
      key: 'session.timeout',
      value: 'x',
      problem: /^"x" is not a number/,
      remedy: /session\.timeout=30/,
    },
    {
      name: 'a bad value behind the module type (ruling 15)',
      key: 'security_out_smart.port',
      value: 'x',
      problem: /^"x" is/,
      remedy: /security_out_smart\.port=9200/,
    },
    {
      name: 'neither true nor false',
      key: 'pkce.required',
      value: 'yes',
      problem: /"yes" is neither true nor false/,
      remedy: /Write true or false/,
    },
    {
      name: 'none of the allowed values',
      key: 'encoding',
      value: 'C',
      problem: /"C" must be one of/,
      remedy: /^Write one of: A, B\./,
    },
    {
      name: 'too many',
      key: 'audiences',
      value: 'a b,c\nd',
      problem: /"a b,c\\nd" must contain no more than 3/,
      remedy: /a list/,
    },
    { name: 'a masked export', key: 'password', value: '[REMOVED]', problem: /is \[REMOVED\]/, remedy: /text/ },
    {
      name: 'a secret as it is shown',
      key: 'password',
      value: '***',
      problem: /is a row of asterisks/,
      remedy: /text/,
    },
    { name: 'the same, longer', key: 'password', value: ' ********', problem: /row of asterisks/, remedy: /text/ },
  ])(
    '$name: reported under the key as written, with the exact value and a remedy',
    ({ key, value, problem, remedy }) => {
      const { problems } = bind([key, value]);

      expect(problems).toEqual([
        { key, problem: expect.stringMatching(problem) as string, remedy: expect.stringMatching(remedy) as string },
      ]);
    },
  );

  test('S-05 the value of a secret property is never shown', () => {
    const { problems } = bind(['password', 'hunter 2']);

    expect(problems).toHaveLength(1);
    expect(formatProblems(problems)).toContain('password: the value (not shown) must match');
    expect(formatProblems(problems)).not.toContain('hunter');
  });

  test('a required value that is missing or empty is named by the product’s key', () => {
    const remedy = 'Write an address, for example issuer.url=https://auth.example.org. (Public address.)';

    for (const raw of [new Map<string, string>(), new Map([['issuer.url', ' ']])]) {
      expect(bindOptions(SampleOptions, raw, 'X').problems).toEqual([
        { key: 'issuer.url', problem: 'is not set', remedy },
      ]);
    }
  });

  test('one property written twice with different values is a problem; with one value it is none', () => {
    expect(bind(['port', '1'], ['security_out_smart.port', '2']).problems).toEqual([
      {
        key: 'port',
        problem: 'is also written as security_out_smart.port, with another value',
        remedy: 'Remove one of the two lines.',
      },
    ]);
    expect(bind(['port', '1'], ['security_out_smart.port', '1']).problems).toEqual([]);
  });

  test('all mistakes are reported together', () => {
    const { problems } = bind(['port', 'x'], ['pkce.required', 'x'], ['encoding', 'x'], ['issuer.url', 'x']);

    expect(problems.map((each) => each.key).toSorted()).toEqual(['encoding', 'issuer.url', 'pkce.required', 'port']);
    expect(formatProblems(problems)).toMatch(/^Configuration has 4 problems:\n {2}port: "x" is not a number\n/);
  });
});

describe('values', () => {
  test('defaults are the declared ones, else those of the class; absent optional values stay absent', () => {
    const { options, problems } = bind();

    expect(problems).toEqual([]);
    expect(options).toMatchObject({
      port: 9200,
      idleMinutes: 30,
      pkceRequired: true,
      encoding: 'B',
      audiences: [],
      origins: ['*'],
    });
    expect(options.password).toBeUndefined();
  });

  test('are read by their type, lists by their separator, and empty text means not set (reference 13)', () => {
    const { options, problems } = bind(
      ['port', ' 8080 '],
      ['pkce.required', 'FALSE'],
      ['audiences', ' a, b\n c '],
      ['origins', 'x y\nz'],
      ['encoding', ''],
    );

    expect(problems).toEqual([]);
    expect(options).toMatchObject({
      port: 8080,
      pkceRequired: false,
      audiences: ['a', 'b', 'c'],
      origins: ['x y', 'z'],
      encoding: 'B',
    });
  });

  test('ruling 15: security_out_smart.issuer.url is issuer.url', () => {
    const raw = new Map([['security_out_smart.issuer.url', 'https://a.example.org']]);

    const { options, problems } = bindOptions(SampleOptions, raw, 'SECURITY_OUT_SMART');

    expect(options.issuerUrl).toBe('https://a.example.org');
    expect(problems).toEqual([]);
  });
});

test('options of a topic are bound and checked like those beside them', () => {
  class Retries {
    @Property({ key: 'retries.most', help: 'How often.', default: 3 })
    @IsInt()
    @Max(5)
    readonly most: number = 3;
  }
  class Grouped extends SampleOptions {
    readonly retries = new Retries();
  }
  const read = (most: string) => bindOptions(Grouped, new Map([issuer, ['retries.most', most], ['retries', '1']]), 'X');

  expect(read('4')).toMatchObject({
    options: { port: 9200, retries: { most: 4 } },
    problems: [],
  });
  expect(read('9').problems.map(({ key }) => key)).toEqual(['retries.most']);
  expect(read('many').options.retries.most).toBe(3);
  expect(propertiesOf(Grouped).at(-1)).toMatchObject({ key: 'retries.most', field: 'most' });
});

test('propertiesOf tells everything the catalogue needs, inherited properties first (ruling 55)', () => {
  class More extends SampleOptions {
    @Property({ key: 'more', help: 'More.' })
    readonly more?: string;
  }

  expect(propertiesOf(More).map(({ key, type }) => [key, type])).toEqual([
    ['port', 'number'],
    ['sessions.timeout.mins', 'number'],
    ['issuer.url', 'string'],
    ['pkce.required', 'boolean'],
    ['encoding', 'string'],
    ['password', 'string'],
    ['audiences', 'string[]'],
    ['origins', 'string[]'],
    ['more', 'string'],
  ]);
  expect(propertiesOf(SampleOptions)).toHaveLength(8);
});

test('a field whose type leaves no trace at run time is refused when the class is defined', () => {
  expect(() => {
    class Wrong {
      @Property({ key: 'list', help: 'A list.' })
      readonly list: readonly string[] = [];
    }
    return Wrong;
  }).toThrow(/@Property\("list"\) on Wrong.list: .*"list" separator/);
});
