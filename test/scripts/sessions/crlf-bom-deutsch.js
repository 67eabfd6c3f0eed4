// Anmeldung Klinikum Süd – Kontext für KIS-Start
/* Änderungen:
	2021-03-04  Größe der Tabelle erhöht (Jörg)
*/
var HÄUSER = {
	'süd':	'Location/süd-1',
	"nord":	"Location/nord-1"
};

function größterSchlüssel(o) {
	var best = '';
	for (var k in o) if (o.hasOwnProperty(k) && k > best) best = k;
	return best;
}

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails)
{
	Log.info('Benutzer: ' + theUserSession.familyName + ', größter = ' + größterSchlüssel(HÄUSER));
	var text = 'Zeile1\
 Zeile2';
	var vorlage = `a
b`;
	theAuthorizationRequestDetails.addAccessTokenClaim('haus', HÄUSER['süd']);
	theAuthorizationRequestDetails.addAccessTokenClaim('text', text);
	theAuthorizationRequestDetails.addAccessTokenClaim('vorlage', vorlage.length);
}
