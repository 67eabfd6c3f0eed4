import fc from 'fast-check';
import type { RecordedSession } from '../recorded-session.js';
import { redactSession } from './redact-session.js';

const session: RecordedSession = {
  input: {
    grantType: 'authorization_code',
    scopes: ['launch', 'patient/*.read'],
    user: {
      username: 'maria.lopez',
      familyName: 'López Núñez',
      givenName: 'María',
      email: 'Maria.Lopez@hospital.example',
      notes: 'Dr. in ward 7',
      authorities: [{ permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/4711' }],
      fhirUserUrl: 'https://fhir.example/Practitioner/prac-88',
    },
    client: { clientId: 'growth-chart', clientName: 'Growth chart', permissions: [] },
    launchContext: { resources: [{ type: 'patient', id: '4711' }], members: {} },
    password: 'correct horse battery',
    remoteAddress: '10.1.2.3',
  },
  calls: [
    {
      operation: 'http',
      payload: {
        method: 'GET',
        url: 'https://context.example/api/Patient/4711/launch?user=Maria.Lopez%40hospital.example&api_key=K3y&mrn=urn:mrn%7CA-17',
        headers: { authorization: 'Bearer abcdef123456', accept: 'application/json' },
      },
      answer: {
        status: 200,
        headers: { 'content-type': 'application/json', 'set-cookie': 'sid=very-secret' },
        text: JSON.stringify({
          patient: 4711,
          encounter: 'enc-5',
          name: [{ family: 'López Núñez', given: ['María'] }],
          birthDate: '1980-02-03',
          access_token: 'shhh-token',
          status: 'active',
          comment: 'Allergic, call María at noon',
          plan: 'walk the dog every day',
        }),
      },
    },
    {
      operation: 'http',
      payload: { method: 'POST', url: 'https://t.example/token', headers: {}, body: 'client_secret=shhh&code=c0de' },
      failure: 'maria.lopez is unknown',
    },
  ],
};

test('keeps what scripts go by, and nothing of people or secrets', () => {
  expect(redactSession(session)).toEqual({
    input: {
      grantType: 'authorization_code',
      scopes: ['launch', 'patient/*.read'],
      user: {
        username: 'name-1',
        familyName: 'name-2',
        givenName: 'name-3',
        email: 'person-1@example.org',
        notes: 'text-1',
        authorities: [{ permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/900000001' }],
        fhirUserUrl: 'https://fhir.example/Practitioner/id-1',
      },
      client: { clientId: 'growth-chart', clientName: 'Growth chart', permissions: [] },
      launchContext: { resources: [{ type: 'patient', id: '900000001' }], members: {} },
      password: 'removed-1',
      remoteAddress: '192.0.2.1',
    },
    calls: [
      {
        operation: 'http',
        payload: {
          method: 'GET',
          url: 'https://context.example/api/Patient/900000001/launch?user=person-1%40example.org&api_key=removed-2&mrn=urn:mrn%7Cid-2',
          headers: { accept: 'application/json' },
        },
        answer: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          text: JSON.stringify({
            patient: 900000001,
            encounter: 'id-3',
            name: [{ family: 'name-2', given: ['name-3'] }],
            birthDate: '1970-01-01',
            access_token: 'removed-3',
            status: 'active',
            comment: 'text-2',
            plan: 'text-3',
          }),
        },
      },
      {
        operation: 'http',
        payload: {
          method: 'POST',
          url: 'https://t.example/token',
          headers: {},
          body: 'client_secret=removed-4&code=removed-5',
        },
        failure: 'name-1 is unknown',
      },
    ],
  });
});

test.each([
  ['a token by its form', { whatever: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln' }],
  ['what somebody drew', { whatever: 'x7Kp2Qm9Zt4Lw8Rv3Yb6Nc1Hd5' }],
  ['a digest', { whatever: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }],
  ['a password in an address', { url: 'https://root:hunter22@db.example/' }],
  ['a header', { headers: { Cookie: 'a=hunter22', 'X-Api-Key': 'hunter22' } }],
  ['a field of a client', { client: { clientSecret: 'hunter22' } }],
  ['an address of mail in a text', { whatever: 'ask hunter22@hospital.example for it' }],
])('leaves nothing of %s', (_what, input) => {
  const values = /eyJ[\w.]+|hunter22|x7Kp2Qm9Zt4Lw8Rv3Yb6Nc1Hd5|9f86d0\w+/;

  expect(JSON.stringify(redactSession({ input, calls: [] }))).not.toMatch(values);
});

const answered = (text: string, url = 'https://x.example/'): RecordedSession => ({
  ...{ input: {}, calls: [{ operation: 'http', payload: { url }, answer: { status: 200, text } }] },
});

test.each([
  ['short ids', { patient: 'p900', encounter: 'e1', practitioner: { id: 'pr7' } }, /p900|e1|pr7/],
  ['short ids in lists and references', { encounters: ['e1', 'e2'], by: { reference: 'Practitioner/p7' } }, /e1|e2|p7/],
  ['an id behind a system', { identifier: 'urn:mrn:e1,urn:case|c7' }, /e1|c7/],
  ['places and visits', { location: 'loc-4477', visitNumber: 'V-2024-77', caseNo: 'C-7' }, /4477|V-2024|C-7/],
  ['what is written of people', { diagnosis: 'HIV', x1: 'HIV positive' }, /HIV/],
  ['what is about apps elsewhere', { client: { patient: 'pat-4711', name: 'Simpson' } }, /4711|Simpson/],
])('keeps nothing of %s in answers', (_what, answer, values) => {
  expect(JSON.stringify(redactSession(answered(JSON.stringify(answer))))).not.toMatch(values);
});

test('a visit is no longer in the address either, and the same there', () => {
  const text = JSON.stringify({ visitNumber: 'V-2024-77' });
  const { calls } = redactSession(answered(text, 'https://x.example/?visit=V-2024-77&when=2026-11-23'));

  expect(calls[0]).toMatchObject({
    payload: { url: 'https://x.example/?visit=id-1&when=2026-11-23' },
    answer: { text: '{"visitNumber":"id-1"}' },
  });
});

test('words that scripts go by stay', () => {
  const answer = { status: 'active', role: 'nurse', page: 3, pageNumber: 4, at: '2026-11-23 10:00', scopes: 'launch' };

  expect(redactSession(answered(JSON.stringify(answer))).calls[0]?.answer).toMatchObject({
    text: JSON.stringify(answer),
  });
});

const password = `Tr&e<Hüt"77'`;

test.each([
  ['Base64', Buffer.from(`zoe:${password}`).toString('base64')],
  ['Base64, one letter later', Buffer.from(`zoey:${password}`).toString('base64')],
  ['Base64, two letters later', Buffer.from(`zoe-y:${password}`).toString('base64url')],
  ['hexadecimal', Buffer.from(password).toString('hex').toUpperCase()],
  ['XML', 'Tr&amp;e&lt;Hüt"77\''],
  ['XML with quotes', 'Tr&amp;e&lt;Hüt&quot;77&#39;'],
  ['an attribute of XML', 'Tr&amp;e&lt;Hüt&quot;77&apos;'],
  ['a text of JSON', JSON.stringify(password).slice(1, -1)],
  ['an address', encodeURIComponent(password)],
  ['a form', new URLSearchParams({ p: password }).toString().slice(2)],
  ['another word', `x${password}x`],
])('a password is not kept written as %s', (_what, written) => {
  const input = { username: 'zoe', password };
  const call = (body: string) => ({ operation: 'http', payload: { body } });
  const { calls } = redactSession({ input, calls: [call(`<l><p>${written}</p></l>`), call(`{"c":"${written}"}`)] });

  expect(JSON.stringify(calls)).not.toContain(JSON.stringify(written).slice(1, -1));
  expect(JSON.stringify(calls).match(/removed-\d/g)).toHaveLength(2);
});

test('a password behind an escaped colon leaves the address one', () => {
  const call = { operation: 'http', payload: { url: `https://a.example/maria%3A${encodeURIComponent(password)}` } };

  expect(redactSession({ input: { username: 'maria', password }, calls: [call] }).calls[0]?.payload).toEqual({
    url: 'https://a.example/name-1%3Aremoved-1',
  });
});

test.each(['admin', 'Default', 'patient', 'İ-a-B-c', 'x'.repeat(3_000)])('a password is looked for: %s', (word) => {
  const call = { operation: 'http', payload: { body: `<p>${word}</p>` } };

  expect(redactSession({ input: { password: word }, calls: [call] }).calls[0]?.payload).toEqual({
    body: '<p>removed-1</p>',
  });
});

/** Texts that can be names, ids or secrets, long enough that they are there by nobody's accident. */
const planted = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .-]{6,18}[A-Za-z0-9]$/);
const distinct = fc.uniqueArray(planted, { minLength: 5, maxLength: 5, selector: (text) => text.toLowerCase() });
const id = fc.oneof(fc.stringMatching(/^[1-9]\d{5,12}$/), fc.uuid(), fc.stringMatching(/^[a-z]{3}-\d{4,9}$/));

test('property: whatever is told in one place is kept in none, however it is written there', () => {
  fc.assert(
    fc.property(distinct, id, ([username, family, secret, mail, notes] = [], patient) => {
      const written = [username, family, secret, notes].map((text) => encodeURIComponent(text ?? ''));
      const kept = JSON.stringify(
        redactSession({
          input: {
            user: { username, familyName: family, email: `${(mail ?? '').replaceAll(' ', '')}@x.example`, notes },
            clientSecret: secret,
          },
          calls: [
            {
              operation: 'http',
              payload: {
                url: `https://x.example/a/${written.join('/')}?b=${written.join(',')}`,
                body: JSON.stringify({ a: [patient, secret] }),
              },
              answer: { text: JSON.stringify({ patient, [username ?? '']: `${family ?? ''} and ${patient}` }) },
              failure: `${username?.toUpperCase() ?? ''} has no ${secret ?? ''}`,
            },
          ],
        }),
      ).toLowerCase();

      for (const text of [username, family, secret, notes, patient].map((each) => (each ?? '').toLowerCase())) {
        expect(kept).not.toContain(text);
        expect(kept).not.toContain(encodeURIComponent(text));
      }
    }),
  );
});

test('property: a script that composes its call of what it was given composes the recorded one of what was recorded', () => {
  const composed = (input: { readonly patient: string; readonly username: string }): string =>
    `https://x.example/r/Patient/${input.patient}/of/${encodeURIComponent(input.username)}?id=${input.patient}&by=${encodeURIComponent(input.username)}`;
  fc.assert(
    fc.property(id, planted, (patient, username) => {
      const input = { patient, username };
      const call = { operation: 'http', payload: { url: composed(input) } };
      const kept = redactSession({ input, calls: [call] });

      expect(kept.calls[0]?.payload).toEqual({ url: composed(kept.input as typeof input) });
    }),
  );
});

test('property: the form of a recording stays', () => {
  const json = fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown);
  const kinds = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(kinds)
      : typeof value === 'object' && value !== null
        ? Object.values(value).map(kinds)
        : typeof value;
  fc.assert(
    fc.property(json, (input) => {
      expect(kinds(redactSession({ input, calls: [] }).input)).toEqual(kinds(input));
    }),
  );
});

/** Milliseconds: these took some, and ten thousand and more where every letter was a beginning, in which nobody else was served. */
const FAR_TOO_LONG = 5_000;

test.each([
  ['one endless word', 'a'.repeat(120_000)],
  ['many beginnings of tokens', 'eyJ-'.repeat(30_000)],
  ['many beginnings of addresses of mail', 'a@b'.repeat(40_000)],
  ['a word of many parts', 'a.'.repeat(60_000)],
  ['letters written as in addresses', '%41'.repeat(40_000)],
  ['an id without end', JSON.stringify({ id: `${'a'.repeat(120_000)}/?#` })],
  ['questions without end', JSON.stringify({ id: `/${'a?'.repeat(60_000)}\n` })],
])('V-90: %s takes no longer than other texts', (_what, text) => {
  const calls = [{ operation: 'http', payload: { url: 'https://a.example/' }, answer: { text } }];
  const begun = performance.now();
  redactSession({ input: {}, calls });

  expect(performance.now() - begun).toBeLessThan(FAR_TOO_LONG);
});

test('V-90: nesting has an end, also where texts are in texts, and stays as it is before', () => {
  const nested = (levels: number, inside: string): string => '{"a":'.repeat(levels) + inside + '}'.repeat(levels);
  const deep = JSON.parse(nested(500, '"4711"')) as unknown;
  const texts = nested(40, JSON.stringify(nested(40, '1')));
  const input = { text: nested(20, '1'), deep, texts };
  const kept = redactSession({ input, calls: [] }).input as Record<string, unknown>;

  expect(kept['text']).toBe(nested(20, '1'));
  expect(JSON.stringify(kept['deep'])).toContain('{"a":"removed"}');
  expect(JSON.stringify(kept['texts'])).toContain('removed-1');
});
