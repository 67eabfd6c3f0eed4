function authenticate(r, f) { f.newSuccess().username = 'x'; }
