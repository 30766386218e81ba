// Before the app: the look this phone chose, so that nothing flashes. After 8 seconds without a start:
// throw away a broken worker and its files once, and load again.
(function () {
  var root = document.documentElement;
  try {
    var look = JSON.parse(localStorage.getItem('engawa.look') || '{}');
    for (var name in look) root.setAttribute(name, look[name]);
  } catch (_) {}
  setTimeout(function () {
    if (root.hasAttribute('data-started') || !navigator.onLine) return;
    try {
      if (sessionStorage.getItem('engawa.retried')) return;
      sessionStorage.setItem('engawa.retried', '1');
    } catch (_) {
      return;
    }
    Promise.all([
      navigator.serviceWorker
        ? navigator.serviceWorker.getRegistrations().then(function (all) {
            return Promise.all(
              all.map(function (one) {
                return one.unregister();
              }),
            );
          })
        : 0,
      window.caches
        ? caches.keys().then(function (keys) {
            return Promise.all(
              keys.map(function (key) {
                return caches.delete(key);
              }),
            );
          })
        : 0,
    ]).then(function () {
      location.reload();
    });
  }, 8000);
})();
