function onTokenGenerating(s, d) {
  for (const name of ['sub', 'scope', 'ISS', 'smile_x', '__proto__']) d.addAccessTokenClaim(name, 'mine');
  d.addAccessTokenClaim('own', { a: [1, { b: null }] });
}
