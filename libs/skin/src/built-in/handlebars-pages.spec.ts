import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HandlebarsPages } from './handlebars-pages.js';
import { pageDescriptors } from '../models/page-models.js';
import type { PageModels, PageName } from '../page-renderer.port.js';
import { loadStaticResources, type StaticResources } from '../static/static-resources.js';
import { stockModel } from '../models/stock-model.js';

const views = join(import.meta.dirname, '../../../../views/signin');

let resources: StaticResources;
let pages: HandlebarsPages;

beforeAll(async () => {
  resources = await loadStaticResources(join(views, 'assets'));
  pages = await HandlebarsPages.load(views, resources);
});

const html = async <P extends PageName>(page: P, changes: Partial<PageModels[P]> = {}): Promise<string> =>
  (await pages.render(page, { ...stockModel(page), ...changes })).html;

test('the same pages are compiled once, with other ones beside them they are others', async () => {
  const style = { ...resources.get('pages.css')!, version: 'another' };
  const others = await HandlebarsPages.load(views, new Map([...resources, ['pages.css', style]]));

  expect(await HandlebarsPages.load(views, resources)).toBe(pages);
  expect((await others.render('sign-in', stockModel('sign-in'))).html).toContain('pages.css?v&#x3D;another');
});

describe('escaping', () => {
  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    '{{7*7}}',
    '{{clientId}}',
    '{{{csrf.token}}}',
    '${7*7}',
    '[[${7*7}]]',
  ])('V-79, V-82: prints %s and does nothing else with it', async (text) => {
    const page = await html('sign-in', { clientName: text, username: text, error: text, interaction: text });

    const escaped = text
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#x27;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;');
    expect(page).toContain(`value="${escaped.replaceAll('=', '&#x3D;')}"`);
    expect(page).not.toMatch(/[>" ]49[<" ]/);
    expect(page).not.toMatch(/<script>|<script (?!src="\/resources\/)|<img|onfocus='/);
  });
});

describe('sign-in', () => {
  test('reference 10.4, OU1: posts user name, password, token and handle under their stable names', async () => {
    const page = await html('sign-in', { action: '/ctx/authenticate' });

    expect(page).toMatch(/<form id="sign-in-form" method="post" action="\/ctx\/authenticate">/);
    expect(page).toContain('<input type="hidden" name="_csrf" value="sample-csrf-token">');
    expect(page).toContain('<input type="hidden" name="interaction" value="sample-interaction">');
    expect(page).toMatch(/<input type="text" id="username" name="username"[^>]* autocomplete="username webauthn"/);
    expect(page).toMatch(/<input type="password" id="password" name="password"[^>]* autocomplete="current-password"/);
  });

  test('shows the id of an app that has no name (reference 10.3)', async () => {
    expect(await html('sign-in', { clientName: '' })).toContain('<bdi id="client-name">growth-chart</bdi>');
  });

  test('puts the context path in front of its files', async () => {
    expect(await html('sign-in', { basePath: '/ctx' })).toMatch(
      /href="\/ctx\/resources\/signin\.css\?v&#x3D;[\w-]{16}"/,
    );
  });
});

describe('approve', () => {
  test('reference 18.1: one checkbox a scope, fixed scopes as hidden fields, the decision as two buttons', async () => {
    const page = await html('approve');

    expect(page).toMatch(/<input type="hidden" name="scope\.openid" value="true">/);
    expect(page).toMatch(
      /<input type="checkbox" id="scope\.patient\/\*\.rs" name="scope\.patient\/\*\.rs" value="true" checked/,
    );
    expect(page).toContain('id="deny" type="submit" name="user_oauth_approval" value="false"');
    expect(page).toContain('id="allow" type="submit" name="user_oauth_approval" value="true"');
  });

  test('reference 5.1: what was allowed before is listed, not asked, and goes back in the form', async () => {
    const scopes = stockModel('approve').scopes.map((one) =>
      one.scope === 'patient/*.rs' ? { ...one, required: true, allowedBy: 'person' } : one,
    );
    const page = await html('approve', { scopes });

    expect(page).toContain('asks for more than you allowed before.');
    const [asked = '', allowed] = page.split('id="group-allowed"');
    expect(allowed).toContain('<input type="hidden" name="scope.patient/*.rs" value="true">');
    expect(allowed).not.toContain('checkbox');
    expect(asked).not.toContain('name="scope.patient/*.rs"');
    expect(asked).toContain('name="scope.offline_access"');
  });

  test('with nothing allowed before the page asks for permission', async () => {
    const page = await html('approve');

    expect(page).toContain('asks for your permission.');
  });

  test('falls back to the user name of a person without names', async () => {
    const user = { username: 'adams', familyName: '', givenName: '' };

    expect(await html('approve', { user })).toContain('<strong><bdi>adams</bdi></strong>');
  });
});

describe('error', () => {
  test('OU2: prints status, message, parameter, address and reference where a tester finds them', async () => {
    const page = await html('error');

    expect(page).toContain('Error 400: Bad Request');
    expect(page).toContain('<h1>This request cannot be completed</h1>');
    expect(page).toContain('<code id="error-parameter">redirect_uri</code>');
    expect(page).toContain('<code id="error-uri">/oauth/authorize</code>');
    expect(page).toContain('<code id="error-reference">7K3M-Q9TX</code>');
  });

  test('S-12: repeats the path only, and no more than 200 characters', async () => {
    const page = await html('error', { uri: `/${'a'.repeat(300)}?code=secret`, message: 'm'.repeat(300) });

    expect(page).not.toContain('secret');
    expect(page).toContain(`>/${'a'.repeat(198)}…<`);
    expect(page).toContain(`>${'m'.repeat(199)}…<`);
  });

  test('leaves out a start-again link that is not safe', async () => {
    expect(await html('error', { restartUrl: 'javascript:alert(1)' })).not.toContain('start-again');
  });
});

describe('form-post', () => {
  test('V-12, OFP-1: posts to the registered address only, and runs only its own script', async () => {
    const { html: page, contentSecurityPolicy } = await pages.render('form-post', stockModel('form-post'));

    expect(page).toContain('<form id="form-post" method="post" action="https://app.example/callback">');
    expect(page).toContain('<input type="hidden" name="code" value="sample-code">');
    expect(contentSecurityPolicy).toContain("form-action 'self' https://app.example;");
    expect(contentSecurityPolicy).toMatch(/script-src 'sha256-[^' ]+';/);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', ''])('V-12: refuses to post to %p', async (redirectUri) => {
    await expect(pages.render('form-post', { ...stockModel('form-post'), redirectUri })).rejects.toThrow(TypeError);
  });

  test.each(['sign-in', 'approve', 'error', 'logout-confirm', 'logged-out', 'second-factor', 'account'] as const)(
    'X13: %s has no script, but for passkeys where they are offered',
    async (page) => {
      const rendered = await pages.render(page, stockModel(page, 'least'));

      expect(rendered.html).not.toContain('<script');
      expect(rendered.contentSecurityPolicy).not.toContain('script-src');
      expect(rendered.permissionsPolicy).toContain('publickey-credentials-get=()');
    },
  );

  test.each(['sign-in', 'choose-server', 'second-factor', 'second-factor-enrolment', 'account'] as const)(
    'X13: %s runs the file that asks for passkeys, and nothing that stands in the page',
    async (page) => {
      const rendered = await pages.render(page, stockModel(page));

      expect(rendered.html.match(/<script[^>]*>[^<]*/g)).toEqual([
        expect.stringMatching(/^<script src="\/resources\/passkeys\.js\?v&#x3D;[\w-]{16}" defer>$/),
      ]);
      expect(rendered.contentSecurityPolicy).toContain("; script-src 'self'; ");
      expect(rendered.permissionsPolicy).toMatch(/^(?!.*publickey).*camera=\(\)/);
    },
  );

  test('V-82: nothing that a model says brings scripts or passkeys into a page', async () => {
    const clientName = '<script src="https://evil.example"></script><form data-passkey="get">';
    const rendered = await pages.render('sign-in', { ...stockModel('sign-in', 'least'), clientName });

    expect(rendered.contentSecurityPolicy).not.toContain('script-src');
    expect(rendered.permissionsPolicy).toContain('publickey-credentials-get=()');
  });
});

test.each(Object.keys(pageDescriptors) as PageName[])(
  'V-66: %s lets browsers say where its forms come from, where one is ours',
  async (page) => {
    const rendered = await pages.render(page, stockModel(page));

    const hasOwnForm = rendered.html.includes('name="_csrf"');
    expect(rendered.referrerPolicy).toBe(hasOwnForm ? 'same-origin' : 'no-referrer');
  },
);

test.each(['sign-in', 'approve', 'error', 'form-post'] as const)('behaviour 34: %s is small', async (page) => {
  const styles = [...resources.values()].reduce((sum, { body }) => sum + body.length, 0);

  expect(Buffer.byteLength(await html(page)) + styles).toBeLessThan(150 * 1024);
});

describe('templates are proved at start', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'views-'));
    await cp(views, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test.each([
    { what: 'an unknown variable', file: 'sign-in.hbs', text: '{{clientSecret}}' },
    { what: 'an unknown variable in a part', file: 'partials/csrf.hbs', text: '{{csrf.value}}' },
    { what: 'a variable of a prototype', file: 'sign-in.hbs', text: '{{clientName.length.constructor}}' },
    { what: 'an unknown helper', file: 'sign-in.hbs', text: '{{shout clientName}}' },
    { what: 'an unknown file', file: 'sign-in.hbs', text: '{{resource "other.css"}}' },
    { what: 'an unclosed block', file: 'sign-in.hbs', text: '{{#if error}}' },
    { what: 'a variable in a script', file: 'form-post.hbs', text: '<script>go("{{redirectUri}}")</script>' },
  ])('refuses $what', async ({ file, text }) => {
    await writeFile(join(folder, file), text);

    await expect(HandlebarsPages.load(folder, resources)).rejects.toThrow();
  });
});
