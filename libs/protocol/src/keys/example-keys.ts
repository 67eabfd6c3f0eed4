/**
 * Thumbprints (RFC 7638) of keys whose private parts are printed in public documents and test kits: whoever signs with one of them signs with
 * everybody's key (S-06).
 */
const exampleKeys: ReadonlySet<string> = new Set([
  'IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8', // RFC 7515 A.2
  'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U', // RFC 7515 A.3
  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', // RFC 7517 A.2, RFC 7638 3.1
  'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s', // RFC 7517 A.2
  '9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI', // RFC 7520 3.4
  'dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M', // RFC 7520 3.2
  'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k', // RFC 8037 A.1
  'zFHVsM9dc4OlHIwvEnVqfKzRj1ujqYGsZnXAcgn_CqI', // jwt.io, RS256
  '19J8y7Zprt2-QKLjF2I5pVk0OELX6cY2AfaAv1LC_w8', // jwt.io, ES256
  'Q7fgcIzqt0bVAKsWaw_FyUFSDDpOTfsGdGtjJmAnzFY', // Inferno, RS384
  'RBFgQFFUIf4hfG8iUUZrf3vFZ_V2r3YRGPx9nKJXk5M', // Inferno, ES384
]);

/** Whether everybody has the private part of the key with this thumbprint. */
export function isExampleKey(thumbprint: string): boolean {
  return exampleKeys.has(thumbprint);
}
