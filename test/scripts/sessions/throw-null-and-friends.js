function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  switch (theContext.getStringClaim('how')) {
    case 'null': throw null;
    case 'undef': throw undefined;
    case 'num': throw 42;
    case 'arr': throw ['a', 'b'];
    case 'failure': { const f = theOutcomeFactory.newFailure(); f.message = 'thrown failure'; throw f; }
    case 'proto': throw Object.create(null);
    case 'custom': class Nope extends Error { constructor(m) { super(m, { cause: 'x' }); this.name = 'Nope'; } } throw new Nope('custom');
    case 'deep': try { (function r() { r(); })(); } catch (e) { Log.info('caught ' + (e instanceof RangeError) + ' ' + e.name); }
  }
  return theOutcome;
}
