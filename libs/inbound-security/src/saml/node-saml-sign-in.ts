import { SAML } from '@node-saml/node-saml';
import type { Clock } from '#protocol/clock';
import { sha256Base64Url } from '#protocol/hash';
import { readAssertion, type Assertion } from '#protocol/saml/assertion';
import { judgeAssertion } from '#protocol/saml/judge-assertion';
import { readXml } from '#protocol/saml/read-xml';
import { answeredRequest, outlineResponse, type ResponseOutline } from '#protocol/saml/response-outline';
import { SamlRefusal } from '#protocol/saml/saml-refusal';
import { XmlProblem } from '#protocol/saml/xml-problem';
import type { ConfiguredScript } from '#scripts/configured-script.port';
import { callbackScriptOf } from '../callback-script-of.js';
import type { AwaitedSamlRequest, SamlPlace, SamlRequest, SamlSignIn, SamlVerdict } from '../saml-sign-in.port.js';
import { decodeResponse } from './decode-response.js';
import { relyingParty, samlSettings, type RelyingParty } from './relying-party.js';
import type { SamlInboundInstance, SamlInboundInstances } from './saml-inbound-instance.js';
import { samlPerson } from './saml-person.js';

/**
 * {@link SamlSignIn} over node-saml, which makes requests and metadata and verifies signatures. What else a response must be is decided here, by our
 * own rules: its structure before the signatures, and its contents by the text that they cover and by nothing else.
 */
export class NodeSamlSignIn implements SamlSignIn {
  constructor(
    private readonly instances: SamlInboundInstances,
    private readonly clock: Clock,
  ) {}

  registrationId(samlModuleId: string): string | undefined {
    return this.instances.get(samlModuleId)?.options.registrationId;
  }

  callbackScript(samlModuleId: string): ConfiguredScript | undefined {
    return callbackScriptOf(this.instance(samlModuleId));
  }

  issuer(samlModuleId: string): string {
    return this.instance(samlModuleId).options.issuerId;
  }

  async requestAddress(place: SamlPlace, { requestId, isRenewed }: SamlRequest): Promise<string> {
    const { settings } = this.party(place);
    const saml = new SAML({ ...settings, forceAuthn: isRenewed, generateUniqueId: () => requestId });
    // No relay state: what a request was for is remembered here, by its id.
    return saml.getAuthorizeUrlAsync('', undefined, {});
  }

  metadata(place: SamlPlace): string {
    const { party, settings, instance } = this.party(place);
    // One document for one configuration, so that whoever compares it sees what changed.
    const id = `_${sha256Base64Url(party.entityId)}`;
    const saml = new SAML({ ...settings, wantAssertionsSigned: true, generateUniqueId: () => id });
    return saml.generateServiceProviderMetadata(null, instance.keys.signing?.certificate ?? null);
  }

  async verify(
    place: SamlPlace,
    response: string,
    awaited: (requestId: string) => Promise<AwaitedSamlRequest | undefined>,
  ): Promise<SamlVerdict> {
    const of = this.party(place);
    try {
      const document = readXml(decodeResponse(response));
      const requestId = answeredRequest(document);
      const request = await awaited(requestId);
      if (request === undefined) throw new SamlRefusal('unsolicited', 'answers a request that does not wait');
      const outline = outlineResponse(document);
      assertForUs(outline, of.party);
      const assertion = await signedAssertion(of.settings, outline, response);
      return this.judge({ ...of, requestId, request }, assertion);
    } catch (error) {
      if (error instanceof SamlRefusal) return { kind: 'refused', problem: error.problem, message: error.message };
      if (error instanceof XmlProblem) return { kind: 'refused', problem: 'malformed', message: error.message };
      throw error;
    }
  }

  private judge({ instance, party, requestId, request }: Answered, assertion: Assertion): SamlVerdict {
    const { renewedSince } = request;
    const { options } = instance;
    const usable = judgeAssertion(assertion, {
      ...{ issuer: options.issuerId, audience: party.entityId, recipient: party.acsAddress, requestId },
      ...{ now: this.clock.now().getTime(), skew: options.skewSeconds * 1_000 },
      ...(renewedSince && { renewedSince: renewedSince.getTime() }),
    });
    return {
      ...{ kind: 'verified', requestId, person: samlPerson(assertion, party.entityId, instance) },
      assertionHash: sha256Base64Url(JSON.stringify([assertion.issuer, assertion.id])),
      usableSeconds: Math.ceil(usable / 1_000),
    };
  }

  private party(place: SamlPlace): Party {
    const instance = this.instance(place.samlModuleId);
    const party = relyingParty(instance.options, place.baseUrl);
    return { instance, party, settings: samlSettings(instance, party) };
  }

  private instance(samlModuleId: string): SamlInboundInstance {
    const instance = this.instances.get(samlModuleId);
    if (instance === undefined) throw new Error(`There is no SAML inbound module ${samlModuleId}`);
    return instance;
  }
}

interface Party {
  readonly instance: SamlInboundInstance;
  readonly party: RelyingParty;
  readonly settings: ReturnType<typeof samlSettings>;
}

interface Answered extends Party {
  readonly requestId: string;
  readonly request: AwaitedSamlRequest;
}

/** What can be said before the signature: an unsigned text is good enough to refuse. */
function assertForUs({ destination, issuer }: ResponseOutline, party: RelyingParty): void {
  if (destination !== undefined && destination !== party.acsAddress)
    throw new SamlRefusal('recipient', `is for ${destination.slice(0, 200)} instead of ${party.acsAddress}`);
  if (issuer !== undefined && issuer !== party.issuer)
    throw new SamlRefusal('issuer', `is of "${issuer.slice(0, 200)}" instead of "${party.issuer}"`);
}

/** The assertion out of the text that is signed. Every signature that is there must be right. */
async function signedAssertion(
  settings: ReturnType<typeof samlSettings>,
  { signed }: ResponseOutline,
  response: string,
): Promise<Assertion> {
  const saml = new SAML({
    ...settings,
    wantAuthnResponseSigned: signed.response,
    wantAssertionsSigned: signed.assertion,
  });
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response }).catch((cause: unknown) => {
    throw new SamlRefusal('signature', `is not accepted: ${String(cause).slice(0, 200)}`, { cause });
  });
  const xml = profile?.getAssertionXml?.();
  if (xml === undefined) throw new SamlRefusal('signature', 'has no assertion that is signed');
  return readAssertion(readXml(xml));
}
