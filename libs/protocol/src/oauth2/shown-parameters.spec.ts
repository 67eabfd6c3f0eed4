import { FormParameters } from './form-parameters.js';
import { shownParameters } from './shown-parameters.js';

describe('shownParameters', () => {
  test.each<[string, readonly string[], object | undefined]>([
    ['aud=a&scope=b&state=c', ['aud', 'scope'], { aud: 'a', scope: 'b' }],
    ['aud=a', [], undefined],
    ['aud=a', ['state'], undefined],
    [
      'client_secret=s&password=p&code=c&code_verifier=v&refresh_token=r&launch=l',
      ['client_secret', 'password', 'code', 'code_verifier', 'refresh_token', 'launch'],
      undefined,
    ],
    [
      'assertion=a&client_assertion=b&id_token_hint=i&subject_token=t&actor_token=u&device_code=d&request=r',
      ['assertion', 'client_assertion', 'id_token_hint', 'subject_token', 'actor_token', 'device_code', 'request'],
      undefined,
    ],
    [`ui=${'x'.repeat(2_001)}&aud=a`, ['ui', 'aud'], { aud: 'a' }],
    ['__proto__=x&aud=a', ['__proto__', 'aud'], { ['__proto__']: 'x', aud: 'a' }],
  ])('ruling 3: of %s the listed ones %j are shown', (form, listed, shown) => {
    expect(shownParameters(FormParameters.parse(form), listed)).toEqual(shown);
  });

  test('shows no more than twenty', () => {
    const names = Array.from({ length: 30 }, (_, at) => `p${String(at)}`);
    const form = FormParameters.parse(names.map((name) => `${name}=1`).join('&'));

    expect(Object.keys(shownParameters(form, names) ?? {})).toHaveLength(20);
  });
});
