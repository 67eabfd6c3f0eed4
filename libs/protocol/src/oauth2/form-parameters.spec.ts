import fc from 'fast-check';
import { FormParameters } from './form-parameters.js';

const refused = (parameter: string) => expect.objectContaining({ code: 'invalid_request', parameter });

describe('FormParameters', () => {
  test.each([
    { name: 'sent twice', form: 'code=a&code=b' },
    { name: 'sent twice with one value', form: 'code=a&code=a' },
    { name: 'sent twice, once empty', form: 'code=&code=b' },
    { name: 'sent twice without values', form: 'code&code' },
    { name: 'sent twice, once encoded', form: 'code=a&c%6Fde=b' },
    { name: 'as an array', form: 'code%5B%5D=x' },
    { name: 'as an indexed array', form: 'code[0]=x' },
    { name: 'as an object', form: 'code.x=y' },
    { name: 'as an array beside the plain one', form: 'code=a&code[]=b' },
    { name: 'with a NUL', form: 'code=%00' },
    { name: 'with bytes that are no UTF-8', form: 'code=%C0%80' },
    { name: 'with an incomplete percent-encoding', form: 'code=%' },
    { name: 'longer than 64 KiB', form: `code=${'x'.repeat(65_537)}` },
  ])('V-07, V-92, STD RFC6749-6: refuses a parameter $name', ({ form }) => {
    const parameters = FormParameters.parse(form);

    expect(() => parameters.get('code')).toThrow(refused('code'));
    expect(() => {
      parameters.assertWellFormed();
    }).toThrow(refused('code'));
    expect(parameters.has('code')).toBe(true);
    expect(parameters.get('state')).toBeUndefined();
  });

  test.each([
    { name: 'more than 100 parameters', form: 'a=1&'.repeat(101) },
    { name: 'ten thousand parameters', form: Array.from({ length: 10_000 }, (_, i) => `p${String(i)}=1`).join('&') },
    { name: 'a name that cannot be read', form: 'co%zzde=1&state=x' },
    { name: 'a NUL in a name', form: 'code%00=1&state=x' },
  ])('V-89, V-90, V-92: trusts nothing of a request with $name', ({ form }) => {
    const parameters = FormParameters.parse(form);

    expect(() => parameters.get('state')).toThrow(refused('state'));
    expect(() => {
      parameters.assertWellFormed();
    }).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  test.each([
    { form: '', expected: undefined },
    { form: 'state', expected: undefined },
    { form: 'state=', expected: undefined },
    { form: 'state=a=b', expected: 'a=b' },
    { form: '&&state=a+b%26&', expected: 'a b&' },
    { form: 'STATE=x', expected: undefined },
  ])('STD RFC6749-6: in "$form" state is $expected', ({ form, expected }) => {
    const parameters = FormParameters.parse(form);

    parameters.assertWellFormed();
    expect(parameters.get('state')).toBe(expected);
    expect(parameters.has('state')).toBe(expected !== undefined);
  });

  test('V-86: names of the language are names like any other', () => {
    const parameters = FormParameters.parse('__proto__=1&constructor=2&a[__proto__][x]=3&scope.openid=true');

    parameters.assertWellFormed();
    expect(parameters.names()).toEqual(['__proto__', 'constructor', 'a[__proto__][x]', 'scope.openid']);
    expect(parameters.get('toString')).toBeUndefined();
  });

  test('V-07: a parameter in query and body is repeated, empty or not', () => {
    const merged = FormParameters.merge(
      FormParameters.parse('code=a&state=s&nonce='),
      FormParameters.parse('code=a&nonce=n'),
    );

    expect([...merged.repeated]).toEqual(['code', 'nonce']);
    expect(() => merged.get('code')).toThrow(refused('code'));
    expect(merged.get('state')).toBe('s');
  });

  test('a problem of query or body is a problem of both', () => {
    const good = FormParameters.parse('state=s');
    const bad = FormParameters.parse('%00=1');

    expect(() => FormParameters.merge(good, bad).get('state')).toThrow(refused('state'));
    expect(() => FormParameters.merge(bad, good).get('state')).toThrow(refused('state'));
  });

  test('gives the fields of the approval form by scope', () => {
    const parameters = FormParameters.parse('scope.patient%2F*.rs=true&scope.openid=false&scope.x=&scoped=1');

    expect([...parameters.entriesStartingWith('scope.')]).toEqual([
      ['patient/*.rs', 'true'],
      ['openid', 'false'],
    ]);
  });

  test('a repeated field of the approval form is refused', () => {
    const parameters = FormParameters.parse('scope.openid=true&scope.openid=false');

    expect(() => parameters.entriesStartingWith('scope.')).toThrow(refused('scope.openid'));
  });

  describe('STD RFC8707-1, RFC8693-1: resource and audience may be sent more than once', () => {
    test.each(['resource', 'audience'])('%s comes in order, each value once', (name) => {
      const parameters = FormParameters.parse(`${name}=b&${name}=&${name}=a&${name}=b`);

      parameters.assertWellFormed();
      expect(parameters.all(name)).toEqual(['b', 'a']);
      expect(() => parameters.get(name)).toThrow(refused(name));
    });

    test.each([
      { name: 'in query and body', parameters: () => mergedFrom('resource=a', 'resource=b') },
      { name: 'as an array', parameters: () => FormParameters.parse('resource=a&resource[]=b') },
      { name: 'with a NUL in one of them', parameters: () => FormParameters.parse('resource=a&resource=%00') },
    ])('V-07: but not $name', ({ parameters }) => {
      expect(() => parameters().all('resource')).toThrow(refused('resource'));
      expect(() => {
        parameters().assertWellFormed();
      }).toThrow(refused('resource'));
    });

    test.each(['code', 'Resource', 'aud', '__proto__'])('V-07: not %s', (name) => {
      expect(() => FormParameters.parse(`${name}=a&${name}=b`).all(name)).toThrow(refused(name));
    });

    function mergedFrom(query: string, body: string): FormParameters {
      return FormParameters.merge(FormParameters.parse(query), FormParameters.parse(body));
    }
  });

  test('V-07: of any mixture of names only resource has several values, and none is lost', () => {
    const pair = fc.tuple(fc.constantFrom('resource', 'code', 'state', 'nonce'), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const sent = pairs.filter(([, value]) => !value.includes('\0'));
        const parameters = FormParameters.parse(new URLSearchParams(sent).toString());
        const values = (name: string) => sent.filter(([other]) => other === name).map(([, value]) => value);
        const resources = values('resource').filter((value) => value !== '');

        expect(parameters.all('resource')).toEqual([...new Set(resources)]);
        expect([...parameters.repeated].sort()).toEqual(
          ['code', 'nonce', 'state'].filter((name) => values(name).length > 1),
        );
      }),
    );
  });

  test('V-92: parsing never throws; what get returns was sent exactly once', () => {
    const piece = fc.constantFrom('code', 'state', '=', '&', '%', '%00', '%41', '+', '[', ']', '.', 'é', '\0');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const form = pieces.join('');
        const parameters = FormParameters.parse(form);
        const sent = [...new URLSearchParams(form)].filter(([name]) => name === 'code');
        if (readable(parameters)) expect(sent.length).toBeLessThan(2);
      }),
    );
  });

  function readable(parameters: FormParameters): boolean {
    try {
      return parameters.get('code') !== undefined;
    } catch (error) {
      expect(error).toEqual(refused('code'));
      return false;
    }
  }
});
