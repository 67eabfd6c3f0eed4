function onTokenGenerating(s, d) {
  var l = d.getLaunch();
  Log.info([l.isEmpty(), ''.isEmpty(), l.contains('123'), l.equals('abc-123'), l.equals(null), l.matches('[a-z]+-\\d+'), l.compareTo('abc-123'), String.valueOf(5) + 1, ' '.isBlank()].join(' '));
  for (var x in 'ab') Log.info(x);
}
