/* context service behind Keycloak; config comes from the chart */
const TOKEN_URL = Environment.getEnv('JS_CTX_TOKEN_URL') || 'http://keycloak:8080/realms/poc/protocol/openid-connect/token';
const CTX_URL   = Environment.getEnv('JS_CTX_URL');
const CID       = Environment.getEnv('JS_CTX_CLIENT_ID') || 'smile-cdr';
const CSEC      = Environment.getEnv('JS_CTX_CLIENT_SECRET') || '';

function fetchToken() {
    var post = Http.post(TOKEN_URL);
    post.addRequestHeader('Accept', 'application/json');
    post.setContentType('application/x-www-form-urlencoded');
    post.setContentString('grant_type=client_credentials&client_id=' + Converter.urlEncodeString(CID)
        + '&client_secret=' + Converter.urlEncodeString(CSEC) + '&scope=launch');
    post.execute();
    if (!post.isSuccess()) {
        throw post.getFailureMessage();
    }
    return post.parseResponseAsJson().access_token;
}

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
    var launch = theAuthorizationRequestDetails.getLaunch();
    if (launch === null || launch === undefined || launch === '') {
        return;
    }
    var get = Http.get(CTX_URL + '/' + launch);
    get.addRequestHeader('Authorization', 'Bearer ' + fetchToken());
    get.execute();
    if (!get.isSuccess()) {
        Log.error('context lookup failed: ' + get.getFailureMessage());
        throw 'context lookup failed';
    }
    var json = get.parseResponseAsJson();
    for (var i = 0; i < json.parameter.length; i++) {
        var p = json.parameter[i];
        theUserSession.addLaunchResourceId(p.name, p.valueReference.reference.split('/')[1]);
    }
}
