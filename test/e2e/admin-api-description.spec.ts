import { readFileSync } from 'node:fs';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { descriptionOf, type Description, type Operation } from '../support/described-answers.js';

let server: AdminServer;
let description: Description;
beforeAll(async () => {
  server = await startAdminServer();
  description = await descriptionOf(server.adminUrl);
});
afterAll(() => server.stop());

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );

describe('the description of the admin API', () => {
  test('is OpenAPI 3.1, with a summary, an error and every parameter of its path for each operation', () => {
    expect(description.openapi).toBe('3.1.0');
    for (const { name, path, operation } of operations()) {
      const inPath = (operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name);
      expect({ name, inPath }).toEqual({ name, inPath: [...path.matchAll(/\{(\w+)\}/g)].map(([, each]) => each) });
      expect(operation.summary).not.toBe('');
      const takesBody = operation.requestBody !== undefined;
      expect({ name, takesBody }).toEqual({ name, takesBody: /^(PUT|POST) /.test(name) && !BODILESS.test(name) });
    }
  });

  test('has nothing that its parts do not have, and no member that is not described', () => {
    const text = JSON.stringify(description);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    const { schemas } = description.components;

    expect(references.filter((name) => !(name in schemas))).toEqual([]);
    expect(Object.values(schemas).filter((schema) => !('additionalProperties' in Object(schema)))).toEqual([]);
  });

  test('says of each operation how it is refused, and by which headers that is told', () => {
    for (const { name, operation } of operations()) {
      const { responses } = operation;
      const changes = !name.startsWith('GET');
      const expected = {
        ...{ 400: true, 401: true, 403: true, 404: /\{|sessions/.test(name), 413: operation.requestBody !== undefined },
        ...{ 415: changes, 429: true, 503: true, default: true },
      };
      expect({
        name,
        ...Object.fromEntries(Object.keys(expected).map((status) => [status, status in responses])),
      }).toEqual({ name, ...expected });
      expect(responses['401']).toHaveProperty(['headers', 'WWW-Authenticate']);
      expect(responses['429']).toHaveProperty(['headers', 'Retry-After']);
      expect(responses['503']).toHaveProperty(['headers', 'Retry-After']);
      for (const parameter of operation.parameters ?? []) expect(parameter).toHaveProperty('description');
    }
    const { responses } = description.paths['/openid-connect-clients/{node}/{module}/{clientId}']?.['put'] as Operation;
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '412']));
    expect(responses['200']).toMatchObject({ headers: { ETag: {}, Warning: {} } });
    const control = description.paths['/module-config/{node}/{module}/start']?.['post'] as Operation;
    expect(Object.keys(control.responses)).toEqual(expect.arrayContaining(['409', '412']));
  });

  test('ruling 46: says which bodies may have other members, and which member or body may be missing', () => {
    const required = (name: string) => (description.components.schemas[name] as { required?: string[] }).required;
    const rotation = description.paths['/keystores/{id}/rotate']?.['post'];

    expect(description.components.schemas).toMatchObject({
      ...{ ClientDto: { additionalProperties: true }, ClientSecretDto: { additionalProperties: true } },
      ...{ RotationDto: { additionalProperties: false }, ClientListDto: { additionalProperties: false } },
    });
    expect(required('NewModuleDto')).toEqual(['moduleType']);
    expect(required('ModuleSettingsDto')).toEqual(['options']);
    expect(rotation?.requestBody).toMatchObject({ required: false });
  });

  test('has for each body an example that is accepted', async () => {
    const calls = operations().flatMap(({ name, path, operation }) => {
      const [example] = Object.values(operation.requestBody?.content['application/json']?.examples ?? {});
      // A skin is shown by its own test: there is no JAR in a description.
      return operation.requestBody === undefined || path.startsWith('/skin')
        ? []
        : [{ name, path, body: example?.value as object | undefined }];
    });
    const made: string[] = [];
    for (const { name, path, body } of calls.filter(({ name: each }) => each.startsWith('POST'))) {
      const id = path.startsWith('/scripts') ? 'launch-context' : 'my-keystore';
      const at = path.replace('{node}', 'Master').replace('{id}', id);
      const module = path.startsWith('/user-') ? 'local_security' : path.endsWith('/create') ? 'more' : 'smart_auth';
      const { status, text } = await server.as().post(at.replace('{module}', module), body);
      made.push(`${name} ${String(status)}${status < 300 ? '' : text}`);
    }

    expect(calls.filter(({ body }) => body === undefined)).toEqual([]);
    expect(made.map((each) => each.split(' ').at(-1))).toEqual(
      made.map((each) => (/rotate|rollback|check|script-bench/.test(each) ? '200' : '201')),
    );
  });

  test('is what the operator guide says', () => {
    const guide = readFileSync('docs/operator-guide/README.md', 'utf8');
    const rows = [...guide.matchAll(/^\| (GET|POST|PUT|DELETE) \| `([^`]+)` \| (.*?) \|/gm)].map(
      ([, method = '', path = '', permissions = '']) => [
        `${method} ${path}`,
        [...permissions.matchAll(/`(\w+)`/g)].map(([, name]) => name),
      ],
    );

    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(operations().map(({ name, operation }) => [name, operation['x-permissions']])),
    );
  });

  test('can be browsed with scripts of this listener alone', async () => {
    const start = await fetch(`${server.adminUrl}/`, { redirect: 'manual' });
    const page = await fetch(`${server.adminUrl}/swagger-ui.html`);
    const html = await page.text();
    const files = [...html.matchAll(/(?:href|src)="(swagger-ui\/[^"]+)"/g)].map(([, file]) => file ?? '');
    const answers = await Promise.all(files.map((file) => fetch(`${server.adminUrl}/${file}`)));

    expect([start.status, start.headers.get('location')]).toEqual([302, 'swagger-ui.html']);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(html).not.toMatch(/<script>|<style>| on\w+=/);
    expect(files.length).toBe(4);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test.each(['..%2fpackage.json', 'index.html', '__proto__', 'swagger-ui-bundle.js.map'])(
    'no other file than those of the page: %s',
    async (name) => {
      expect((await fetch(`${server.adminUrl}/swagger-ui/${name}`)).status).toBe(404);
    },
  );
});

/** Calls that say everything by their address. */
const BODILESS = /\/(?:start|stop|restart|reload|generate-secret)$/;
