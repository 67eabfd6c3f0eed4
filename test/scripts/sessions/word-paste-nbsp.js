// pasted from the Wiki – “smart quotes” only in comments and strings…
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
    var greeting = "Dr. O’Brien – “OK”, 100 €, 37 °C, ½ dose, naïve café";
    Log.info(greeting);
    var s = "line sep";
    theAuthorizationRequestDetails.addAccessTokenClaim("len", s.length);
    theAuthorizationRequestDetails.addAccessTokenClaim("name", theUserSession.givenName.normalize("NFD").replace(/[\u0300-\u036f]/g, ""));
}
