import { bindOptions } from '#module-config/property.port';
import { EndpointHealthOptions } from './endpoint-health.options.js';

const problemsOf = (path: string): readonly string[] =>
  bindOptions(EndpointHealthOptions, new Map([['endpoint_health.path', path]]), 'SECURITY_OUT_SMART').problems.map(
    ({ problem }) => problem,
  );

test.each(['/oauth/token', '/oauth', '/jwk', '/signin', '/launch', '/resources/health'])(
  'V-101: %s stays where it is',
  (path) => {
    expect(problemsOf(path)).toEqual([expect.stringContaining('begins like an address of the module itself')]);
  },
);

test.each(['/endpoint-health', '/status/alive', '/oauth-health', '/health/oauth', '/signin.txt'])(
  '%s can be chosen',
  (path) => {
    expect(problemsOf(path)).toEqual([]);
  },
);
