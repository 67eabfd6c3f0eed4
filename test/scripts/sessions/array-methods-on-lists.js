function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const g = theContext.getClaim('groups');
  const out = [
    [...g].sort().join('-'),
    Array.from(g, x => x[0]).join(''),
    Array.prototype.slice.call(g, 1).length,
    g.map(x => x.length).reduce((a, b) => a + b, 0),
    g.some(x => x === 'b2'), g.every(x => typeof x === 'string'),
    g.includes('c3'), g.indexOf('c3'), g.find(x => x > 'b'), g.filter(Boolean).length,
    g.concat(['z']).length, g.slice(-1)[0], Object.keys(g).length >= 3, g[99] === undefined,
    JSON.stringify(g), String(g).includes('b2')
  ].join('|');
  Log.info(out);
  const l = theContext.getStringArrayClaim('groups');
  let n = 0;
  for (const i in l) if (/^\d+$/.test(i)) n++;
  for (const [i, x] of Array.from(l).entries()) n += i;
  Log.info('n=' + n + ' ' + l.map(s => s.toUpperCase()) + ' ' + l.join('/'));
  return theOutcome;
}
