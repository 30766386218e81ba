// Before the app: the look this phone chose, so that nothing flashes. After 8 seconds without a start:
// throw away a broken worker and its files once, and load again.
(() => {
  var root = document.documentElement;
  try {
    Object.entries(JSON.parse(localStorage.getItem('engawa.look') || '{}')).forEach((pair) => {
      root.setAttribute(pair[0], pair[1]);
    });
  } catch (_) {}
  setTimeout(() => {
    if (root.hasAttribute('data-started') || !navigator.onLine) return;
    try {
      if (sessionStorage.getItem('engawa.retried')) return;
      sessionStorage.setItem('engawa.retried', '1');
    } catch (_) {
      return;
    }
    Promise.all([
      navigator.serviceWorker
        ? navigator.serviceWorker
            .getRegistrations()
            .then((all) => Promise.all(all.map((one) => one.unregister())))
        : 0,
      window.caches ? caches.keys().then((keys) => Promise.all(keys.map((key) => caches.delete(key)))) : 0,
    ]).then(() => {
      location.reload();
    });
  }, 8000);
})();
