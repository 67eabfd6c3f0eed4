function getUserName(theOidcUserInfoMap, theServerInfo) {
  return theServerInfo.getName() + ':' + theOidcUserInfoMap.get('preferred_username') + ':' + theOidcUserInfoMap['sub'] + theOidcUserInfoMap.containsKey('get');
}
