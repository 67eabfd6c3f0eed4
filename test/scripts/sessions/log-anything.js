function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  Log.info(123);
  Log.info(null);
  Log.info(undefined);
  Log.info({ a: 1 });
  Log.info(['x', 'y']);
  Log.info(true, 'second');
  Log.warn('slf4j {} style {}', 1, 'two');
  Log.error('with error', new Error('boom'));
  Log.error(new TypeError('only error'));
  Log.debug(() => 'lazy');
  Log.info('multi\nline\ttab');
  Log.info('');
  Log.info(theUserSession.authorities);
  Log.info('x'.repeat(5000).length);
  theAuthorizationRequestDetails.addAccessTokenClaim('done', true);
}
