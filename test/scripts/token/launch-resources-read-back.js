function onTokenGenerating(s) {
  s.addLaunchResourceId('patient', 'Patient/1');
  s.addLaunchResourceId('patient', '2');
  Log.info(s.launchResourceIds.length + ' ' + s.getLaunchResourceIds().get(0).getResourceId() + ' ' + s.launchResourceIds[1].resourceType);
  for (var i = 0; i < s.launchResourceIds.length; i++) Log.info(s.launchResourceIds[i]['resourceId']);
}
