const words = /(?<=^|\s)\p{Lu}\p{Ll}+/gu;
const sticky = /(\w+)=(\w+);?/y;
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const names = (theUserSession.notes ?? '').match(words) ?? [];
  const kv = {};
  let m;
  while ((m = sticky.exec('a=1;b=2;c'))) kv[m[1]] ||= Number(m[2]) ** 2;
  kv.z &&= 1; kv.q ??= 9n.toString();
  const sorted = names.toSorted((a, b) => b.localeCompare(a));
  theAuthorizationRequestDetails.addAccessTokenClaim('names', sorted);
  theAuthorizationRequestDetails.addAccessTokenClaim('kv', kv);
  theAuthorizationRequestDetails.addAccessTokenClaim('last', names.findLast(n => n.length > 3) ?? String.raw`none\n`);
  try { null.x } catch { Log.debug('optional catch'); }
}
