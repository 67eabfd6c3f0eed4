import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A self-signed server certificate and its key, PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for one host name, valid from 2020 to 2049 unless told otherwise. Made here, because no file of a test may run out some day. */
export function certificateFor(host: string, { until = '491231235959Z' } = {}): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toBeSigned = certificateBody(host, publicKey, until);
  const signature = createSign('sha256').update(toBeSigned).sign(privateKey);
  const der = sequence(toBeSigned, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function certificateBody(host: string, publicKey: KeyObject, until: string): Buffer {
  const name = sequence(tagged(0x31, sequence(objectId('550403'), text(0x0c, host)))); // commonName
  const alternativeNames = sequence(text(0x82, host));
  const extension = sequence(objectId('551d11'), tagged(0x04, alternativeNames)); // subjectAltName
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(text(0x17, '200101000000Z'), text(0x17, until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extension)),
  );
}

/** One element of DER. */
export function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

/** A SEQUENCE of elements. */
export function sequence(...content: readonly Buffer[]): Buffer {
  return tagged(0x30, ...content);
}

/** Text under the tag of its kind. */
export function text(tag: number, content: string): Buffer {
  return tagged(tag, Buffer.from(content, 'latin1'));
}

/** An object identifier, by the hexadecimal digits of its value. */
export function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

/** The algorithm of every signature here. */
export const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
