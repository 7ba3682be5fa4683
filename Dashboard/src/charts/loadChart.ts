/** The chart library is as large as the rest of the app, so it is loaded by itself, and before it is asked for. */
export const loadChart = () => import('./Chart');

const AFTER_MS = 3_000;

/** Fetches the chart once the page has come to rest; a failure is no matter, since opening a store tries again. */
export function preloadChart(): () => void {
  const timer = setTimeout(() => void loadChart().catch(() => undefined), AFTER_MS);
  return () => clearTimeout(timer);
}
