function onUserSelfRegistrationRequest(theInputUser, theOutputUser) {
   theOutputUser.familyName = theInputUser.familyName;
   theOutputUser.givenName = theInputUser.givenName;
   theOutputUser.email = theInputUser.email;
   var perms = ['ACCESS_ADMIN_JSON', 'AG_DEV_PORTAL_READ', 'AG_DEV_PORTAL_WRITE', 'OPENID_CONNECT_ADD_CLIENT', 'OPENID_CONNECT_EDIT_CLIENT'];
   for (var i in perms) theOutputUser.addAuthority(perms[i]);
}
