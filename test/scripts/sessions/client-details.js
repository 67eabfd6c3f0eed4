function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
    // third parameter only since 2024.08
    if (arguments.length < 3 || theClientDetails == null) {
        Log.warn('no client details in this version');
        return;
    }
    if (theUserSession == null) {
        var perms = [];
        for (var i = 0; i < theClientDetails.permissions.length; i++) {
            perms.push(theClientDetails.permissions[i].permission);
        }
        theAuthorizationRequestDetails.addAccessTokenClaim('svc', theClientDetails.clientId);
        theAuthorizationRequestDetails.addAccessTokenClaim('svc_perms', perms.join(','));
        theAuthorizationRequestDetails.addAccessTokenClaim('svc_scopes', Array.from(theClientDetails.scopes).filter(function (s) { return s.indexOf('system/') == 0; }).length);
    } else {
        theAuthorizationRequestDetails.addAccessTokenClaim('app_name', theClientDetails.getClientName());
    }
}
