function decodePart(part) {
    return JSON.parse(Converter.base64Decode(part));
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
    var launch = theAuthorizationRequestDetails.getLaunch();
    if (!launch || (launch.match(/\./g) || []).length !== 2) {
        Log.info('launch is not a JWT');
        return;
    }
    var parts = launch.split('.');
    var header = decodePart(parts[0]), body = decodePart(parts[1]);
    if (header.alg.toLowerCase() === 'none') { throw 'unsigned launch'; }
    if (body.exp * 1000 < new Date().getTime()) { throw 'launch expired at ' + new Date(body.exp * 1000).toISOString(); }
    for (var type in body.ctx) {
        theUserSession.addLaunchResourceId(type, body.ctx[type]);
    }
    Log.info('launch by ' + body.name);
}
