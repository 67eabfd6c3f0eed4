count = 0;
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  for (i = 0; i < 3; i++) count += i;
  message = 'count ' + count;
  Log.info(message);
}
