import { words } from '../words';

/** What to try, by the words of a sensor's last error; null when they say enough. */
export function remedy(error: string): string | null {
  const w = words().remedies;
  const text = error.toLowerCase();
  if (/\b401\b|\b403\b|password|credential|unauthor|user name|log ?in/.test(text)) return w.credentials;
  if (/clock|time zone|ahead|behind/.test(text)) return w.clock;
  if (/certificate|tls|ssl/.test(text)) return w.tls;
  if (/\b404\b|not a counter|unexpected|understand|parse|html|json|format/.test(text)) return w.device;
  if (/overlap/.test(text)) return w.overlap;
  if (/no answer|timed? ?out|timeout|refused|unreachable|no route|network|reset|name or service|host/.test(text)) return w.network;
  return null;
}
