function onTokenGenerating(s) {
  s.addLaunchResourceId('encounter', '12');
  s.launchResourceIds = s.launchResourceIds.filter(function (r) { return r.resourceType !== 'location'; });
}
