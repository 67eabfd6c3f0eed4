'use strict';

/** What a client is sent (RFC 4511 §4.2.2, §4.5.2, §4.12). */
const BIND_RESPONSE = 0x61;
const SEARCH_RESULT_ENTRY = 0x64;
const SEARCH_RESULT_DONE = 0x65;
const SEARCH_RESULT_REFERENCE = 0x73;
const EXTENDED_RESPONSE = 0x78;
const RESULTS = [BIND_RESPONSE, SEARCH_RESULT_DONE, EXTENDED_RESPONSE];

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
const SEQUENCE = 0x30;
const SET = 0x31;

/** Bytes of an element's head: a tag, and a length in at most five. */
const LONGEST_HEAD = 6;

/**
 * How long an element is in all, by its first bytes; undefined while too few of them are there.
 * @throws Error its length is of no form that LDAP has (RFC 4511 §5.1: definite)
 */
function elementLength(bytes) {
  const length = bytes[1];
  if (length === undefined) return undefined;
  if (length < 0x80) return 2 + length;
  const count = length & 0x7f;
  if (count === 0 || count > 4) throw new Error('The directory sent a message of no known form');
  if (bytes.length < 2 + count) return undefined;
  return 2 + count + bytes.readUIntBE(2, count);
}

/** The elements of a part of a message: one after the other, to the end. */
function elementsOf(bytes) {
  const elements = [];
  for (let at = 0; at < bytes.length;) {
    const head = bytes.subarray(at, at + LONGEST_HEAD);
    const length = elementLength(head);
    if (length === undefined || length > bytes.length - at) malformed();
    const start = at + (head[1] < 0x80 ? 2 : 2 + (head[1] & 0x7f));
    elements.push({
      tag: head[0],
      content: bytes.subarray(start, at + length),
      whole: bytes.subarray(at, at + length),
    });
    at += length;
  }
  return elements;
}

/**
 * Reads one message as strictly as the protocol allows, and writes it again without what nobody asked for (controls, referrals). The parser behind it
 * counts on lengths that fit into each other: where they do not, it can go on without end (V-73).
 * @param {Buffer} bytes one whole element
 * @returns {{ id: number, resultCode: number | undefined, bytes: Buffer }} the code where the message ends an operation
 * @throws Error it is not of the form of an answer
 */
function readMessage(bytes) {
  const [message, ...others] = elementsOf(bytes);
  if (message?.tag !== SEQUENCE || others.length > 0) malformed();
  const [id, operation] = elementsOf(message.content);
  if (id?.tag !== INTEGER || id.content.length === 0 || id.content.length > 4 || operation === undefined) malformed();
  const isResult = RESULTS.includes(operation.tag);
  const content = isResult ? readResult(operation) : readPart(operation);
  return {
    id: id.content.readIntBE(0, id.content.length),
    resultCode: isResult ? elementsOf(content)[0].content[0] : undefined,
    bytes: element(SEQUENCE, Buffer.concat([id.whole, element(operation.tag, content)])),
  };
}

/** LDAPResult without what may follow its three texts. */
function readResult({ content }) {
  const parts = elementsOf(content).slice(0, 3);
  const [code] = parts;
  const isForm = parts.map(({ tag }) => tag).join() === [ENUMERATED, OCTET_STRING, OCTET_STRING].join();
  if (!isForm || code.content.length !== 1) malformed();
  return Buffer.concat(parts.map(({ whole }) => whole));
}

/** An entry or a reference, which are passed on as they are. */
function readPart({ tag, content }) {
  if (tag === SEARCH_RESULT_REFERENCE) assertAll(elementsOf(content), OCTET_STRING);
  else if (tag === SEARCH_RESULT_ENTRY) assertEntry(elementsOf(content));
  else malformed();
  return content;
}

function assertEntry([name, attributes, ...others]) {
  if (name?.tag !== OCTET_STRING || attributes?.tag !== SEQUENCE || others.length > 0) malformed();
  for (const attribute of assertAll(elementsOf(attributes.content), SEQUENCE)) {
    const [type, values, ...more] = elementsOf(attribute.content);
    if (type?.tag !== OCTET_STRING || values?.tag !== SET || more.length > 0) malformed();
    assertAll(elementsOf(values.content), OCTET_STRING);
  }
}

function assertAll(elements, tag) {
  if (elements.some((each) => each.tag !== tag)) malformed();
  return elements;
}

function element(tag, content) {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const head = Buffer.from([tag, 0x84, 0, 0, 0, 0]);
  head.writeUInt32BE(length, 2);
  return Buffer.concat([head, content]);
}

function malformed() {
  throw new Error('The directory sent a message of no known form');
}

module.exports = { elementLength, readMessage, LONGEST_HEAD };
