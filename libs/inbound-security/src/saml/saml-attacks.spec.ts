import { systemClock } from '#protocol/clock';
import { federatedNames } from '#protocol/federation/federated-name';
import {
  encodeResponse,
  SamlIdp,
  samlKeyPair,
  type ResponseParts,
  type Signing,
} from '../../../../test/support/saml-idp.js';
import { assertionWrappings, responseWrappings } from '../../../../test/support/saml-wrapping.js';
import type { AwaitedSamlRequest, SamlVerdict } from '../saml-sign-in.port.js';
import { NodeSamlSignIn } from './node-saml-sign-in.js';
import { SamlInboundOptions } from './saml-inbound.options.js';

const BASE = 'https://auth.example/smart';
const ACS = `${BASE}/login/saml2/sso/SMILECDR`;
const ENTITY_ID = `${BASE}/saml2/service-provider-metadata/SMILECDR`;
const ISSUER = 'https://idp.example/metadata';
const REQUEST = '_request-1';
const PLACE = { samlModuleId: 'saml', baseUrl: BASE };

const idp = new SamlIdp(ISSUER);
const stranger = samlKeyPair('stranger');
const own = samlKeyPair('own');

function signInWith(options: Partial<SamlInboundOptions> = {}): NodeSamlSignIn {
  const all = Object.assign(new SamlInboundOptions(), {
    issuerId: ISSUER,
    webSsoUrl: 'https://idp.example/sso?tenant=1',
    ...options,
  });
  const keys = {
    verification: [idp.keys.certificate],
    signing: { privateKey: own.key, certificate: own.certificate },
  };
  return new NodeSamlSignIn(
    new Map([['saml', { nodeId: 'Master', moduleId: 'saml', options: all, keys }]]),
    systemClock,
  );
}

const signIn = signInWith();

function right(): ResponseParts {
  return idp.parts({ acs: ACS, entityId: ENTITY_ID, requestId: REQUEST });
}

function xmlOf(parts: Partial<ResponseParts> = {}, signing: Signing = { over: 'assertion' }): string {
  return idp.response({ ...right(), ...parts }, signing);
}

function verdictOn(xml: string, request: AwaitedSamlRequest = {}, to = signIn): Promise<SamlVerdict> {
  return to.verify(PLACE, encodeResponse(xml), (id) => Promise.resolve(id === REQUEST ? request : undefined));
}

async function problemOf(xml: string): Promise<string> {
  const verdict = await verdictOn(xml);
  return verdict.kind === 'refused' ? verdict.problem : `let in ${verdict.person.subject}`;
}

describe('what is right', () => {
  test.each(['assertion', 'response', 'both'] as const)(
    'STD SAML-PROF 4.1.4.3: accepts a signature over %s',
    async (over) => {
      const attributes = {
        sn: ['Müller &amp; Co'],
        'urn:oid:2.5.4.42': ['Mila'],
        mail: ['mila@example.org', 'other@example.org'],
      };

      const verdict = await verdictOn(xmlOf({ attributes }, { over }));

      expect(verdict).toMatchObject({
        kind: 'verified',
        requestId: REQUEST,
        person: {
          ...{ issuer: ISSUER, subject: 'mila', usernames: federatedNames(ISSUER, 'mila', 'saml'), amr: ['pwd'] },
          ...{ familyName: 'Müller & Co', givenName: 'Mila', email: 'mila@example.org', authorities: [] },
        },
      });
    },
  );

  test('an assertion counts as long as it can be presented', async () => {
    const verdict = await verdictOn(xmlOf({ confirmationUntil: 100 }));

    expect(verdict.kind === 'verified' && verdict.usableSeconds).toBeGreaterThan(150);
  });

  test('clocks may differ by the skew that is set', async () => {
    const late = xmlOf({ confirmationUntil: -30, notOnOrAfter: -30 });
    expect((await verdictOn(late)).kind).toBe('verified');
    expect(await verdictOn(late, {}, signInWith({ skewSeconds: 10 }))).toMatchObject({ problem: 'time' });
  });
});

describe('signature wrapping', () => {
  test.each(assertionWrappings)('$name', async ({ forge }) => {
    const xml = xmlOf({}, { over: 'assertion' });
    const forged = forge(xml);

    expect(forged).toContain('>admin<');
    expect(await problemOf(forged)).toMatch(/^(signature|malformed)$/);
  });

  test.each(responseWrappings)('$name', async ({ forge }) => {
    const xml = xmlOf({}, { over: 'response' });
    const forged = forge(xml);

    expect(forged).toContain('>admin<');
    expect(await problemOf(forged)).toMatch(/^(signature|malformed)$/);
  });
});

const changed = (from: string | RegExp, to: string, signing?: Signing) => (): string => {
  const xml = xmlOf({}, signing);
  const other = xml.replace(from, to);
  if (other === xml) throw new Error('Nothing was changed');
  return other;
};

describe('signatures', () => {
  test.each([
    { name: 'no signature at all', xml: () => xmlOf({}, { over: 'nothing' }) },
    {
      name: "a stranger's signature, with the certificate in KeyInfo",
      xml: () => xmlOf({}, { over: 'both', key: stranger }),
    },
    { name: 'SHA-1', xml: () => xmlOf({}, { over: 'assertion', algorithm: 'sha1' }) },
    { name: 'another NameID', xml: changed('>mila<', '>admin<') },
    { name: 'another NameID under a signed response', xml: changed('>mila<', '>admin<', { over: 'response' }) },
    {
      name: 'an HMAC with the public certificate as its key',
      xml: changed(/xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256'),
    },
    { name: 'an HMAC by SHA-1', xml: changed(/http:[^"]*#rsa-sha256/, 'http://www.w3.org/2000/09/xmldsig#hmac-sha1') },
    { name: 'no algorithm', xml: changed(/(<ds:SignatureMethod Algorithm=")[^"]*/, '$1') },
    {
      name: 'a transform that chooses what is read',
      xml: changed(
        'http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>',
        'http://www.w3.org/TR/1999/REC-xslt-19991116"/></ds:Transforms>',
      ),
    },
    { name: 'a reference to nothing', xml: changed(/<ds:Reference URI="[^"]*"/, '<ds:Reference URI=""') },
    {
      name: 'a digest by SHA-1',
      xml: changed('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
    },
    { name: 'a signature that is cut off', xml: changed(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>') },
    {
      name: 'a signed assertion in a response whose own signature is wrong',
      xml: () => xmlOf({}, { over: 'both' }).replace(/ Destination="/, ' Consent="forged" Destination="'),
    },
  ])('refuses $name', async ({ xml }) => {
    expect(await problemOf(xml())).toMatch(/^(signature|malformed)$/);
  });

  test('refuses a signature of the response taken off, and the assertion unsigned', async () => {
    const xml = xmlOf({}, { over: 'response' }).replace(/<ds:Signature .*?<\/ds:Signature>/s, '');
    expect(await problemOf(xml)).toBe('signature');
  });
});

describe('what XML can be', () => {
  const xml = xmlOf();
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  test.each([
    { name: 'a comment in the name (comment truncation)', xml: () => xmlOf().replace('>mila<', '>mila<!---->.evil<') },
    { name: 'a comment in the name, signed so', xml: () => xmlOf({ nameId: 'admin<!---->.evil' }) },
    { name: 'an element in the name', xml: () => xmlOf({ nameId: 'admin<saml:X/>.evil' }) },
    { name: 'a character data section', xml: () => xmlOf({ nameId: '<![CDATA[admin]]>' }) },
    { name: 'an instruction', xml: () => xmlOf().replace('>mila<', '>mila<?x?><') },
    {
      name: 'an external entity',
      xml: () => `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml.replace('mila', '&x;')}`,
    },
    {
      name: 'entities that grow',
      xml: () => `<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;&x;&x;&x;">]>${xml.replace('mila', '&z;')}`,
    },
    { name: 'an entity without a DTD', xml: () => xml.replace('mila', '&nbsp;') },
    { name: 'a document type alone', xml: () => `<!DOCTYPE samlp:Response>${xml}` },
    { name: 'two roots', xml: () => xml + xml },
    { name: 'text behind', xml: () => `${xml}x` },
    { name: 'no end', xml: () => xml.slice(0, -5) },
    {
      name: 'depth (V-90)',
      xml: () => xml.replace('<samlp:Status>', `<samlp:Extensions>${nested(10_000)}</samlp:Extensions><samlp:Status>`),
    },
    { name: 'length (V-90)', xml: () => xml.replace('mila', 'm'.repeat(200_000)) },
    {
      name: 'number (V-90)',
      xml: () =>
        xml.replace('<samlp:Status>', `<samlp:Extensions>${'<a/>'.repeat(6_000)}</samlp:Extensions><samlp:Status>`),
    },
    {
      name: 'one id twice',
      xml: () =>
        xml.replace(/(<samlp:Response [^>]* ID=")[^"]*/, `$1${/Assertion [^>]*ID="([^"]*)/.exec(xml)?.[1] ?? ''}`),
    },
    { name: 'nothing', xml: () => '' },
    { name: 'JSON', xml: () => '{"SAMLResponse":true}' },
    { name: 'a logout response', xml: () => xml.replaceAll('samlp:Response', 'samlp:LogoutResponse') },
    { name: 'SAML 1.1', xml: () => xml.replaceAll('Version="2.0"', 'Version="1.1"') },
    { name: 'a control character', xml: () => xml.replace('mila', 'mi\u0000la') },
    {
      name: 'the namespace of another language',
      xml: () => xml.replaceAll('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:evil'),
    },
  ])('refuses $name', async (row) => {
    expect(await problemOf(row.xml())).toMatch(/^(signature|malformed)$/);
  });

  test.each(['', '!!!', 'a', '='.repeat(100), '\u0000', Buffer.from([0xff, 0xfe, 0x80]).toString('base64')])(
    'refuses the field %j',
    async (field) => {
      const verdict = await signIn.verify(PLACE, field, () => Promise.resolve({}));

      expect(verdict).toMatchObject({ kind: 'refused', problem: 'malformed' });
    },
  );

  test('refuses what is encrypted, and says so', async () => {
    const encrypted = xml.replace(/<saml:Assertion .*<\/saml:Assertion>/s, '<saml:EncryptedAssertion/>');
    expect(await problemOf(encrypted)).toBe('encrypted');
  });
});

describe('what an assertion is for', () => {
  test.each<{ name: string; parts: Partial<ResponseParts>; problem: string; over?: Signing['over'] }>([
    { name: 'another audience', parts: { audience: 'https://other.example' }, problem: 'audience' },
    { name: 'any audience', parts: { audience: undefined }, problem: 'audience' },
    {
      name: 'another audience besides',
      parts: { conditions: '<saml:AudienceRestriction><saml:Audience>x</saml:Audience></saml:AudienceRestriction>' },
      problem: 'audience',
    },
    { name: 'our address with a slash', parts: { audience: `${ENTITY_ID}/` }, problem: 'audience' },
    { name: 'a condition that nobody knows', parts: { conditions: '<saml:Condition/>' }, problem: 'malformed' },
    { name: 'another recipient', parts: { recipient: 'https://other.example/acs' }, problem: 'recipient' },
    { name: 'no recipient', parts: { recipient: undefined }, problem: 'recipient' },
    { name: 'another destination', parts: { destination: 'https://other.example/acs' }, problem: 'recipient' },
    {
      name: 'a signed response without a destination',
      parts: { destination: undefined },
      over: 'response',
      problem: 'recipient',
    },
    { name: 'another request', parts: { inResponseTo: '_other' }, problem: 'unsolicited' },
    { name: 'no request', parts: { inResponseTo: undefined }, problem: 'unsolicited' },
    {
      name: 'an assertion for another request in a response for ours',
      parts: { confirmationInResponseTo: '_other' },
      problem: 'unsolicited',
    },
    {
      name: 'an assertion for no request in a response for ours',
      parts: { confirmationInResponseTo: undefined },
      problem: 'unsolicited',
    },
    { name: 'another issuer', parts: { issuer: 'https://evil.example' }, problem: 'issuer' },
    { name: 'another issuer of the response', parts: { responseIssuer: 'https://evil.example' }, problem: 'issuer' },
    { name: 'an issuer with a slash', parts: { issuer: `${ISSUER}/` }, problem: 'issuer' },
    { name: 'what is over', parts: { notOnOrAfter: -100 }, problem: 'time' },
    { name: 'a confirmation that is over', parts: { confirmationUntil: -100 }, problem: 'time' },
    { name: 'a confirmation without an end', parts: { confirmationUntil: undefined }, problem: 'signature' },
    { name: 'what does not count yet', parts: { notBefore: 100 }, problem: 'time' },
    { name: 'what was made tomorrow', parts: { issuedIn: 86_400 }, problem: 'time' },
    { name: 'a sign-in of tomorrow', parts: { authnInstant: 86_400 }, problem: 'time' },
    { name: 'a session that is over', parts: { sessionUntil: -100 }, problem: 'time' },
    { name: 'a holder of a key', parts: { method: 'holder-of-key' }, problem: 'unsolicited' },
    { name: 'a failure', parts: { status: 'Responder' }, problem: 'not-signed-in' },
    {
      name: 'a failure in a signed response',
      parts: { status: 'AuthnFailed' },
      over: 'response',
      problem: 'not-signed-in',
    },
    {
      name: 'a transient name',
      parts: { nameIdAttributes: 'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"' },
      problem: 'no-subject',
    },
    { name: 'no name', parts: { nameId: '' }, problem: 'no-subject' },
  ])('refuses $name', async ({ parts, problem, over = 'assertion' }) => {
    expect(await problemOf(xmlOf(parts, { over }))).toBe(problem);
  });

  test('refuses a sign-in that was not renewed although it was asked for', async () => {
    const request = { renewedSince: new Date() };

    expect(await verdictOn(xmlOf({ authnInstant: -600 }), request)).toMatchObject({ problem: 'not-renewed' });
    expect(await verdictOn(xmlOf({ authnInstant: 0 }), request)).toMatchObject({ kind: 'verified' });
  });
});

describe('requests and metadata', () => {
  test('a request is signed, names us, and keeps what the address had', async () => {
    const address = new URL(await signIn.requestAddress(PLACE, { requestId: '_r', isRenewed: true }));

    expect(address.origin + address.pathname).toBe('https://idp.example/sso');
    expect([...address.searchParams.keys()].sort()).toEqual(['SAMLRequest', 'SigAlg', 'Signature', 'tenant']);
    expect(address.searchParams.get('SigAlg')).toMatch(/rsa-sha256$/);
  });

  test('metadata names the address, the key and nothing secret', () => {
    const metadata = signIn.metadata(PLACE);

    expect(metadata).toContain(`entityID="${ENTITY_ID}"`);
    expect(metadata).toContain(`Location="${ACS}"`);
    expect(metadata).toContain('AuthnRequestsSigned="true"');
    expect(metadata).not.toContain('PRIVATE');
    expect(signIn.metadata(PLACE)).toBe(metadata);
  });
});
