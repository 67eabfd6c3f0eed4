import { contentSecurityPolicy } from './content-security-policy.js';

const formAction = (target: string): string | undefined =>
  /form-action ([^;]*)/.exec(contentSecurityPolicy({ formTargets: [target], scripts: [] }))?.[1];

describe('contentSecurityPolicy', () => {
  test('V-62, A-26, B-26: allows our own style sheet and images, and nothing from elsewhere', () => {
    const policy = contentSecurityPolicy({ formTargets: [], scripts: [] });

    expect(policy).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  test.each([
    { target: "https://a.example/; script-src 'unsafe-inline'", source: "'self' https://a.example" },
    { target: 'https://a.example:1;script-src *', source: "'self'" },
    { target: 'https://*.example/', source: "'self' https:" },
    { target: '*', source: "'self'" },
    { target: "'unsafe-inline'", source: "'self'" },
    { target: '', source: "'self'" },
    { target: 'https://user:secret@a.example/cb?code=1#x', source: "'self' https://a.example" },
    { target: 'http://[::1]:8080/cb', source: "'self' http:" },
    { target: 'http://127.0.0.1:8080/cb', source: "'self' http://127.0.0.1:8080" },
    { target: 'https://bücher.example/cb', source: "'self' https://xn--bcher-kva.example" },
    { target: 'com.example.app:/cb', source: "'self' com.example.app:" },
    { target: 'myapp://callback', source: "'self' myapp:" },
    { target: 'https:', source: "'self' https:" },
  ])('reduces the form target $target to $source', ({ target, source }) => {
    expect(formAction(target)).toBe(source);
  });

  test('names each target once', () => {
    const formTargets = ['https://a.example/1', 'https://a.example/2'];

    expect(contentSecurityPolicy({ formTargets, scripts: [] })).toContain("form-action 'self' https://a.example;");
  });

  test('OFP-1: allows a script by the hash of its bytes', () => {
    const policy = contentSecurityPolicy({ formTargets: [], scripts: ['go()'] });

    expect(policy).toContain("script-src 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='");
  });

  test('allows script files of ours where a page has one', () => {
    const policy = contentSecurityPolicy({ formTargets: [], scripts: ['go()'], loadsScript: true });

    expect(policy).toContain("script-src 'self' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=';");
  });
});
