// The requirements of SMART App Launch 2.2, OAuth, OpenID Connect, FAPI, UDAP and their test suites, by id: how many there are of each kind.

const plain = {
  X: 24,
  D: 19,
  C: 3,
  R: 6,
  A: 11,
  T: 9,
  F: 6,
  S: 15,
  L: 9,
  U: 8,
  K: 8,
  BS: 8,
  IN: 5,
  AS: 7,
  BR: 5,
  TK: 2,
  CN: 4,
};
const withHyphen = {
  RFC6749: 15,
  RFC6750: 4,
  RFC7009: 4,
  RFC7523: 3,
  RFC7591: 4,
  RFC7592: 1,
  RFC7636: 5,
  RFC7662: 4,
  RFC8252: 1,
  RFC8414: 3,
  RFC8628: 1,
  RFC8693: 3,
  RFC8705: 4,
  RFC8707: 1,
  RFC9068: 4,
  RFC9101: 4,
  RFC9126: 3,
  RFC9207: 1,
  RFC9396: 1,
  RFC9449: 4,
  RFC9470: 1,
  RFC9700: 8,
  RFC9728: 1,
  OID: 14,
  ODISC: 1,
  ODCR: 1,
  OLOG: 3,
  OBCL: 2,
  OFP: 2,
  FAPI: 14,
};
const suites = { UD: 6, CO: 6, I: 32, G: 14, UK: 5, BB: 3, B: 22, OC: 9, OM: 40, FP: 14, OU: 3, OA: 12, N: 19 };

const numbered = (groups, separator) =>
  Object.entries(groups).flatMap(([prefix, count]) =>
    Array.from({ length: count }, (_, index) => `${prefix}${separator}${index + 1}`),
  );

/** Every id, in the order of the documents. */
export const requirements = [...numbered(plain, ''), ...numbered(withHyphen, '-'), ...numbered(suites, '')];
