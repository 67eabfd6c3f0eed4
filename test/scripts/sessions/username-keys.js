function getUserName(m, srv) {
	var keys = [];
	for (var k in m) { keys.push(k); }
	Log.info('claims: ' + keys.sort().join(','));
	Log.info(JSON.stringify(m));
	if ('employee_number' in m && m.hasOwnProperty('employee_number')) {
		return 'EMP' + ('000000' + m.employee_number).slice(-6);
	}
	if (Object.keys(m).indexOf('sub') < 0) { return null; }
	return m['https://claims.example/name'] || m.sub.substring(0, 8);
}
