function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var same = theOutcome;
  var bag = new Map([[theOutcome, 'seen']]);
  var weak = new WeakSet([theOutcome]);
  Log.info(['username' in theOutcome, typeof theOutcome, theOutcome != null, !!theOutcome, same === theOutcome, bag.get(same), weak.has(same), Array.isArray(theContext)].join(','));
  theOutcome['user' + 'name'] = theOutcome['username'] + '@corp';
  delete theOutcome.nothing;
  return true && same;
}
