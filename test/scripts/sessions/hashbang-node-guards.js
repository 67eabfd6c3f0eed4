#!/usr/bin/env node
/* runs in the CDR and in node for tests */
var inNode = typeof process !== 'undefined' && typeof require === 'function';
var hasJava = typeof Java !== 'undefined' && typeof Java.type === 'function';
var uuid = (typeof UUID !== 'undefined' && UUID.randomUUID) ? function () { return UUID.randomUUID(); } : function () {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, function (c) {
    var r = Math.random() * 16 | 0;
    return (c === 'x' ? r : (r & 0x3 | 0x8)).toString(16);
  });
};
if (typeof setTimeout === 'function' && inNode) { setTimeout(function () {}, 0); }
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var now = hasJava ? 'java' : 'js';
  theAuthorizationRequestDetails.addAccessTokenClaim('engine', now);
  theAuthorizationRequestDetails.addAccessTokenClaim('trace_len', uuid().length);
  Log.info('node=' + inNode + ' java=' + hasJava);
}
if (typeof module !== 'undefined' && module.exports) { module.exports = { onTokenGenerating: onTokenGenerating }; }
