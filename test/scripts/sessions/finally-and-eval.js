function parseOld(s) { return eval('(' + s + ')'); }
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var cfg;
  try {
    cfg = parseOld(theUserSession.notes);
  } catch (e) {
    Log.warn('eval failed or not allowed, using JSON: ' + e);
    cfg = JSON.parse(theUserSession.notes.replace(/([{,])(\w+):/g, '$1"$2":').replace(/'/g, '"'));
  } finally {
    Log.info('cfg ' + (cfg ? 'ok' : 'missing'));
  }
  var f = (function () { try { throw 1; } catch (x) { return 'c' + x; } finally { theAuthorizationRequestDetails.addAccessTokenClaim('fin', true); } })();
  theAuthorizationRequestDetails.addAccessTokenClaim('f', f);
  theUserSession.addLaunchResourceId('patient', cfg.patient);
}
