function onPostAuthorize(theDetails) { Log.info('x'); }
