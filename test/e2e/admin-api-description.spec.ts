import { readFileSync } from 'node:fs';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { descriptionOf, type Description } from '../support/described-answers.js';

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
      expect(Object.keys(operation.responses)).toContain('default');
      const takesBody = operation.requestBody !== undefined;
      expect({ name, takesBody }).toEqual({ name, takesBody: /^(PUT|POST) /.test(name) && !BODILESS.test(name) });
    }
  });

  test('has nothing that its parts do not have, and no member that is not described', () => {
    const text = JSON.stringify(description);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    const { schemas } = description.components;

    expect(references.filter((name) => !(name in schemas))).toEqual([]);
    for (const schema of Object.values(schemas)) expect(schema).toMatchObject({ additionalProperties: false });
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
