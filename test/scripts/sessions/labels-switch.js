function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
    var rp = theAuthorizationRequestDetails.getRequestParameters();
    var scope = rp == null ? null : rp.get('scope');
    if (scope == null) { scope = ''; }
    var wanted = scope.split(' ');
    var level = 0;
    outer:
    for (var i = 0; i < wanted.length; i++) {
        for (var j = 0; j < wanted[i].length; j++) {
            if (wanted[i].charAt(j) === '*') { continue outer; }
        }
        switch (wanted[i]) {
            case 'launch/encounter':
                level++;
                // fall through
            case 'launch/patient':
                level++;
            case 'launch':
                level++;
                break;
            default:
                if (wanted[i] === 'openid') break outer;
        }
    }
    do { theAuthorizationRequestDetails.addAccessTokenClaim('launch_level', level); } while (false);
    with_label: { if (level > 2) break with_label; Log.warn('low level ' + level); }
}
