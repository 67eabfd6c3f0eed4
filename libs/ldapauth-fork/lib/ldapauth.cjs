'use strict';

module.exports = class LdapAuth {};
