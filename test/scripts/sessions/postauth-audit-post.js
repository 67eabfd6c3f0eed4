function onPostAuthorize(theDetails) {
  try {
    let scopes = [];
    for (let s of theDetails.grantedScopes) scopes.push(`${s}`);
    const post = Http.post('https://audit.example.org/events');
    post.addRequestHeader('Authorization', 'ApiKey ' + Environment.getEnv('JS_AUDIT_KEY'));
    post.setContentType('application/json');
    post.setContentString(JSON.stringify({ grant: theDetails.grantType, scopes, codap: theDetails.requestedRecord?.id ?? null }));
    post.execute();
    if (!post.isSuccess()) throw new Error(post.getFailureMessage());
    Log.info('audit sent');
  } catch (e) {
    Log.error(`audit failed: ${e?.message ?? e}`);
  }
}
