// Comfort for pages that work without it: local times, "/" for the search, unsaved changes.
(() => {
  'use strict';
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const zone = new Intl.DateTimeFormat(undefined, { timeZoneName: 'short' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value;
  for (const time of document.querySelectorAll('time[datetime]'))
    time.textContent = `${format.format(new Date(time.dateTime))} ${zone ?? ''}`;

  addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById('search')?.focus();
  });

  for (const form of document.querySelectorAll('form[data-guard]')) {
    let isDirty = false;
    form.addEventListener('input', () => (isDirty = true));
    form.addEventListener('submit', () => (isDirty = false));
    addEventListener('beforeunload', (event) => isDirty && event.preventDefault());
  }

  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = 'Copied';
    });
  }

  for (const box of document.querySelectorAll('input[data-tick-all]'))
    box.addEventListener('change', () => {
      for (const other of box.closest('form').querySelectorAll('input[data-tick]')) other.checked = box.checked;
    });

  // On wide screens the menu is always open; without scripts the style sheet sees to it.
  document.getElementById('problem')?.focus();
})();
