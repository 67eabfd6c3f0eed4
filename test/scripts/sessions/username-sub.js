/**
 * user mapping
 */
function getUserName(theOidcUserInfoMap, theServerInfo) {
    return "EXT_USER:" + theOidcUserInfoMap['preferred_username'];
 }
