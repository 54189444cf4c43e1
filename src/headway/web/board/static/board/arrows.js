// The arrow keys follow the links that the page has anyway.
const RELATIONS = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'prev', PageUp: 'prev' };
document.addEventListener('keydown', (event) => {
  const relation = RELATIONS[event.key];
  if (!relation || event.altKey || event.ctrlKey || event.metaKey) return;
  const link = document.querySelector(`a[rel="${relation}"]`);
  if (link) { event.preventDefault(); link.click(); }
});
