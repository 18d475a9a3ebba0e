// Runs before the first paint, so that a dark screen never flashes white. Classic script on purpose.
(() => {
    try {
        const kept = JSON.parse(localStorage.getItem('jackfield.preferences') ?? '{}');
        document.documentElement.dataset.theme = kept.theme ?? 'system';
        document.documentElement.dataset.density = kept.density ?? 'roomy';
    } catch {
        document.documentElement.dataset.theme = 'system'; // Storage may be blocked or hold something else.
    }
})();
