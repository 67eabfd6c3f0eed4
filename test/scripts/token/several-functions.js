function onSmartLoginPreContextSelection(s, c) { throw 'not now'; }
function onPostAuthorize(d) { throw 'not now'; }
function helper(s) { return s.getUsername().trim().toUpperCase(); }
function onTokenGenerating(s, d) { d.addAccessTokenClaim('who', helper(s)); }
