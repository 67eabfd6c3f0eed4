import { formatProblem } from '#module-config/property.port';
import { readInstance, type OutboundModule } from './read-instance.js';

const surroundings = {
  mode: 'evaluation',
  inboundModuleIds: new Set(['local_security']),
  samlModuleIds: new Set(['saml']),
} as const;

function moduleWith(config: Readonly<Record<string, string>>, inbound = 'local_security'): OutboundModule {
  return {
    nodeId: 'Master',
    moduleId: 'smart_auth',
    requires: new Map([['SECURITY_IN_UP', inbound]]),
    config: new Map(Object.entries({ 'issuer.url': 'http://localhost:9200', ...config })),
  };
}

describe('readInstance', () => {
  test.each([
    { name: 'no issuer', config: { 'issuer.url': '' }, key: 'module.smart_auth.config.issuer.url' },
    {
      name: 'an issuer with a query',
      config: { 'issuer.url': 'https://a.example/?x=1' },
      key: 'module.smart_auth.config.issuer.url',
    },
    {
      name: 'audiences that are no addresses',
      config: { allowed_audience_list: 'notaurl, http://, https://fhir.example/r4' },
      key: 'module.smart_auth.config.allowed_audience_list',
    },
    {
      name: 'R-13: assertions by a shared secret',
      config: { 'client_assertion.signing_algorithms': 'RS384 HS256' },
      key: 'module.smart_auth.config.client_assertion.signing_algorithms',
    },
    {
      name: 'a list to choose from that is not there',
      config: { 'context_selection.source': 'static_list' },
      key: 'module.smart_auth.config.context_selection.list_file',
    },
    {
      name: 'a search without a server',
      config: { 'context_selection.source': 'fhir_search', 'context_selection.fhir_client_id': 'search' },
      key: 'module.smart_auth.config.context_selection.fhir_base_url',
    },
    {
      name: 'a search without a client',
      config: { 'context_selection.source': 'fhir_search', 'context_selection.fhir_base_url': 'https://fhir.example' },
      key: 'module.smart_auth.config.context_selection.fhir_client_id',
    },
    {
      name: 'a FHIR server with a password in its address',
      config: { 'context_selection.fhir_base_url': 'https://user:secret@fhir.example/r4' },
      key: 'module.smart_auth.config.context_selection.fhir_base_url',
    },
    {
      name: 'a FHIR server with a query',
      config: { 'context_selection.fhir_base_url': 'https://fhir.example/r4?tenant=a' },
      key: 'module.smart_auth.config.context_selection.fhir_base_url',
    },
    { name: 'a port that is none', config: { port: 'abc' }, key: 'module.smart_auth.config.port' },
    {
      name: 'a code that lives over a minute (A-03)',
      config: { 'authorization_code.lifetime_seconds': '61' },
      key: 'module.smart_auth.config.authorization_code.lifetime_seconds',
    },
    {
      name: 'ruling 53: a script under a key that nothing runs',
      config: { 'post_authorise_script.text': 'function x(){}' },
      key: 'module.smart_auth.config.post_authorise_script.text',
    },
    {
      name: 'product document 11.16.6: CODAP without a script',
      config: { 'codap.enabled': 'true', 'codap.auth_script.text': ' ' },
      key: 'module.smart_auth.config.codap.enabled',
    },
    {
      name: 'ruling 15: TLS behind the module type',
      config: { 'security_out_smart.tls.enabled': 'true' },
      key: 'module.smart_auth.config.security_out_smart.tls.enabled',
    },
    {
      name: 'TLS that would not be there',
      config: { 'tls.enabled': 'true' },
      key: 'module.smart_auth.config.tls.enabled',
    },
  ])('refuses $name', ({ config, key }) => {
    const { problems } = readInstance(moduleWith(config), surroundings);

    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.remedy).not.toBe('');
  });

  test('an issuer of another scheme: what to write instead is an address, not just text', () => {
    const [problem] = readInstance(moduleWith({ 'issuer.url': 'ftp://x' }), surroundings).problems;

    expect(problem?.problem).toBe('"ftp://x" is no https or http address without query and fragment');
    expect(problem?.remedy).toMatch(/^Write an address, for example issuer\.url=https:\/\//);
  });

  test('audiences: the entries that are no addresses are named, hosts without a dot are accepted', () => {
    const audiences = 'notaurl http:// ftp://a.example/r4 http://fhir_server:8080/r4 https://fhir.example/r4';
    const [problem] = readInstance(moduleWith({ allowed_audience_list: audiences }), surroundings).problems;

    expect(problem?.problem).toMatch(/address: notaurl, http:\/\/, ftp:\/\/a\.example\/r4$/);
  });

  test.each([
    { name: 'missing', inbound: '' },
    { name: 'unknown', inbound: 'elsewhere' },
  ])('ruling 16: refuses an inbound module that is $name', ({ inbound }) => {
    const { problems } = readInstance(moduleWith({}, inbound), surroundings);

    expect(problems).toMatchObject([{ key: 'module.smart_auth.requires.SECURITY_IN_UP' }]);
  });

  test.each([
    { name: 'missing', inbound: '', config: { 'saml.enabled': 'true' }, isProblem: true },
    { name: 'no SAML module', inbound: 'local_security', config: { 'saml.enabled': 'true' }, isProblem: true },
    { name: 'there', inbound: 'saml', config: { 'saml.enabled': 'true' }, isProblem: false },
    { name: 'there, but off', inbound: 'saml', config: {}, isProblem: false },
  ])('a SAML module that is $name: refused $isProblem', ({ inbound, config, isProblem }) => {
    const module = moduleWith(config);
    const requires = new Map([...module.requires, ['SECURITY_IN_SAML', inbound]]);
    const { problems, instance } = readInstance({ ...module, requires }, surroundings);

    const key = 'module.smart_auth.requires.SECURITY_IN_SAML';
    expect(problems.map((problem) => problem.key)).toEqual(isProblem ? [key] : []);
    expect(instance.samlModuleId).toBe('saml.enabled' in config ? inbound : undefined);
  });

  test.each([
    { issuer: 'http://auth.example', mode: 'production', count: 1 },
    { issuer: 'http://auth.example', mode: 'evaluation', count: 0 },
    { issuer: 'http://localhost:9200', mode: 'production', count: 0 },
    { issuer: 'https://auth.example', mode: 'production', count: 0 },
  ] as const)('ruling 61: $issuer in $mode mode gives $count problems', ({ issuer, mode, count }) => {
    expect(readInstance(moduleWith({ 'issuer.url': issuer }), { ...surroundings, mode }).problems).toHaveLength(count);
  });

  test.each([
    { name: 'none named', config: {}, expected: 'smart_auth' },
    { name: 'a key set', config: { 'openid.signing.jwks_text': '{}' }, expected: 'jwks:smart_auth' },
    {
      name: 'a key set and a keystore',
      config: { 'openid.signing.jwks_text': '{}', 'openid.signing.keystore_id': 'mine' },
      expected: 'mine',
    },
  ])('ruling 2: with $name the keystore is $expected', ({ config, expected }) => {
    expect(readInstance(moduleWith(config), surroundings).instance.keystoreId).toBe(expected);
  });

  test.each([
    { sets: ['jwks_file'], ignored: 'jwks_file' },
    { sets: ['jwks_text'], ignored: 'jwks_text' },
    { sets: ['jwks_file', 'jwks_text'], ignored: 'jwks_text' },
  ])('ruling 2: warns of a keystore beside $sets, and says what to remove', ({ sets, ignored }) => {
    const keySets = Object.fromEntries(sets.map((name) => [`openid.signing.${name}`, '{}']));
    const [both, keystoreAlone, setAlone] = [
      { ...keySets, 'openid.signing.keystore_id': 'mine' },
      { 'openid.signing.keystore_id': 'mine' },
      keySets,
    ].map((config) => readInstance(moduleWith(config), surroundings).warnings.map(formatProblem));

    expect(both).toEqual([
      expect.stringMatching(`smart_auth.*keystore_id: is set beside openid.signing.${ignored}: .*"mine" signs.*Remove`),
    ]);
    expect([keystoreAlone, setAlone]).toEqual([[], []]);
  });

  test.each([
    { issuer: 'http://localhost:9200', contextPath: '/smartauth', count: 1 },
    { issuer: 'http://localhost:9200/smartauth', contextPath: '/', count: 1 },
    { issuer: 'http://localhost:9200/a', contextPath: '/b', count: 1 },
    { issuer: 'http://localhost:9200/', contextPath: '/', count: 0 },
    { issuer: 'http://localhost:9200/a/b/', contextPath: 'a/b', count: 0 },
    { issuer: 'nonsense', contextPath: '/b', count: 0 },
  ])('issuer $issuer over context path $contextPath gives $count warning(s)', ({ issuer, contextPath, count }) => {
    const module = moduleWith({ 'issuer.url': issuer, context_path: contextPath });

    const { warnings } = readInstance(module, surroundings);

    expect(warnings).toHaveLength(count);
    for (const warning of warnings) expect(formatProblem(warning)).toMatch(/issuer\.url.*context_path.*proxy/);
  });

  test('ruling 15: security_out_smart.issuer.url is an alias', () => {
    const module = { ...moduleWith({}), config: new Map([['security_out_smart.issuer.url', 'https://a.example/x/']]) };

    const { instance, problems } = readInstance(module, surroundings);

    expect(problems).toEqual([]);
    expect(instance).toMatchObject({
      issuer: 'https://a.example/x/',
      baseUrl: 'https://a.example/x',
      publicPath: '/x',
    });
  });

  test.each([
    { config: {}, keys: [] },
    { config: { 'password_grant.enabled': 'true' }, keys: ['password_grant.enabled'] },
    { config: { 'implicit.enabled': 'true' }, keys: ['implicit.enabled'] },
  ])('B-16: warns of the insecure switches that are on: $keys', ({ config, keys }) => {
    const { warnings } = readInstance(moduleWith(config), surroundings);

    expect(
      warnings.map((warning) => /config\.(\S+): is on, which is insecure/.exec(formatProblem(warning))?.[1]),
    ).toEqual(keys);
  });

  test.each([
    { config: { 'federate_mode.local_sign_in.enabled': 'true' }, needs: { 'federate_mode.enabled': 'true' } },
    { config: { 'federate_mode.upstream_logout.enabled': 'true' }, needs: { 'federate_mode.enabled': 'true' } },
    { config: { 'saml.local_sign_in.enabled': 'true' }, needs: { 'saml.enabled': 'true' } },
    { config: { 'saml.provider_name': 'The hospital' }, needs: { 'saml.enabled': 'true' } },
  ])('ruling 46: warns of $config where its switch is off', ({ config, needs }) => {
    const said = (more: object) =>
      readInstance(moduleWith({ ...config, ...more }), surroundings).warnings.map(({ key, problem }) => [key, problem]);
    const [[key] = []] = Object.entries(config);

    expect(said({})).toEqual([
      [
        `module.smart_auth.config.${String(key)}`,
        `is set and does nothing: ${String(Object.keys(needs)[0])} is not on`,
      ],
    ]);
    expect(said(needs)).toEqual([]);
  });
});
