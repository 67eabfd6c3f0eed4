var MAP = new Array();
MAP["A"] = "patient"; MAP["B"] = "encounter";
function onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices) {
  theUserSession.setUserData('picked', 'yes');
  theUserSession.addLaunchResourceId('location', 'first');
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  for (var key in MAP) { theUserSession.addLaunchResourceId(MAP[key], key + MAP.length); }
  var ids = theUserSession.launchResourceIds;
  Log.info('ids ' + ids.length + ' first ' + ids[0].resourceType + ':' + ids[0].resourceId + ' last ' + ids[ids.length - 1].resourceId);
}
