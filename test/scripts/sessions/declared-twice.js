function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
   Log.info('OLD VERSION');
   theUserSession.addLaunchResourceId('patient', 'old');
}

var helper = 1;
var helper = 2;

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
   Log.info('NEW VERSION ' + helper);
   theUserSession.addLaunchResourceId('patient', 'new');
}

if (false) {
   var neverRun = 1;
}
