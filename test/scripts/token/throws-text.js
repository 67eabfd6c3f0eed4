function onTokenGenerating() {
  throw 'no context found';
}
