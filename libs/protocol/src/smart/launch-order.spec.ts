import { readLaunchOrder } from './launch-order.js';

const good = { clientId: 'growth-chart', user: 'amelia', patient: '123' };

describe('readLaunchOrder', () => {
  test.each<{ name: string; body: Readonly<Record<string, unknown>>; field: string }>([
    { name: 'an empty body', body: {}, field: 'clientId' },
    { name: 'V-87: a client that is no text', body: { ...good, clientId: ['growth-chart'] }, field: 'clientId' },
    { name: 'V-87: an empty client', body: { ...good, clientId: '' }, field: 'clientId' },
    { name: 'V-87: null', body: { ...good, user: null }, field: 'user' },
    { name: 'a long user name', body: { ...good, user: 'x'.repeat(201) }, field: 'user' },
    { name: 'a misspelt member', body: { ...good, Patient: '1' }, field: 'Patient' },
    { name: 'a member that somebody made up', body: { ...good, banner: true }, field: 'banner' },
    { name: 'a member of the token response', body: { ...good, access_token: 'x' }, field: 'access_token' },
    { name: 'V-86: __proto__', body: JSON.parse('{"clientId":"a","__proto__":{}}') as typeof good, field: '__proto__' },
    { name: 'V-86: __defineGetter__', body: { ...good, __defineGetter__: 1 }, field: '__defineGetter__' },
    { name: 'V-87: a patient as number', body: { ...good, patient: 123 }, field: 'patient' },
    { name: 'a patient of another type', body: { ...good, patient: 'Practitioner/1' }, field: 'patient' },
    { name: 'a patient by URL', body: { ...good, patient: 'https://x/Patient/1' }, field: 'patient' },
    { name: 'STD L3: a visit without its patient', body: { clientId: 'a', encounter: '9' }, field: 'encounter' },
    { name: 'a patient without id', body: { ...good, patient: 'Patient/' }, field: 'patient' },
    {
      name: 'STD N7, L5: a banner as text',
      body: { ...good, need_patient_banner: 'true' },
      field: 'need_patient_banner',
    },
    { name: 'STD N7: an intent as object', body: { ...good, intent: {} }, field: 'intent' },
    { name: 'STD N7: an empty tenant', body: { ...good, tenant: '' }, field: 'tenant' },
    {
      name: 'STD L7: a style that is a script',
      body: { ...good, smart_style_url: 'javascript:1' },
      field: 'smart_style_url',
    },
    { name: 'STD L8: a bad fhirContext', body: { ...good, fhirContext: [{}] }, field: 'fhirContext[0]' },
    { name: 'an appContext that is no text', body: { ...good, appContext: { a: 1 } }, field: 'appContext' },
    { name: 'an extension in nobody’s name', body: { ...good, __: 1 }, field: '__' },
    {
      name: '21 extensions',
      body: { ...good, ...Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`__x${String(n)}`, n])) },
      field: 'body',
    },
  ])('refuses $name, and says so', ({ body, field }) => {
    const refusal = expect.objectContaining({ code: 'invalid_request', parameter: field }) as Error;

    expect(() => readLaunchOrder(body)).toThrow(refusal);
  });

  test('an unknown member is answered with those that are known', () => {
    expect(() => readLaunchOrder({ ...good, banner: true })).toThrow(/need_patient_banner.*fhirContext.*patient/);
  });

  test('STD L5, S12, TK2: reads everything an EHR may say, with its types', () => {
    const fhirContext = [{ reference: 'ImagingStudy/9' }];
    const members = {
      need_patient_banner: false,
      smart_style_url: 'https://ehr.example/style.json',
      intent: 'reconcile-medications',
      tenant: 'ward-7',
      appContext: '{"row":3}',
      fhirContext,
      'https://ehr.example/extension': { deep: [1, true] },
      __epic_mode: 'x',
    };

    const order = readLaunchOrder({
      ...{ clientId: 'growth-chart', user: 'amelia', aud: 'https://fhir.example', launchUrl: 'https://app.example' },
      ...{ patient: 'Patient/123', encounter: '9', location: 'Location/7', imagingstudy: 's1' },
      ...members,
    });

    expect(order).toEqual({
      clientId: 'growth-chart',
      username: 'amelia',
      audience: 'https://fhir.example',
      launchUrl: 'https://app.example',
      context: {
        resources: [
          { type: 'patient', id: '123' },
          { type: 'encounter', id: '9' },
          { type: 'location', id: '7' },
          { type: 'imagingstudy', id: 's1' },
        ],
        members,
      },
    });
  });

  test('a launch without any context is one', () => {
    expect(readLaunchOrder({ clientId: 'a' })).toEqual({ clientId: 'a', context: { resources: [], members: {} } });
  });
});
