function getUserName(m) { return m.get('nothing'); }
