import { bindOptions } from '#module-config/property.port';
import { AdminJsonOptions } from './admin-json.options.js';

const problemsOf = (path: string): readonly string[] =>
  bindOptions(AdminJsonOptions, new Map([['endpoint_health.path', path]]), 'ADMIN_JSON').problems.map(
    ({ problem }) => problem,
  );

test.each(['/audit-log', '/module-config/Master/admin_json/set', '/swagger-ui.html', '/keystores'])(
  'V-101: %s stays where it is',
  (path) => {
    expect(problemsOf(path)).toEqual([expect.stringContaining('begins like an address of the module itself')]);
  },
);

test.each(['/endpoint-health', '/status/audit-log', '/keystores-health', '/swagger-uiXhtml'])(
  '%s can be chosen',
  (path) => {
    expect(problemsOf(path)).toEqual([]);
  },
);
