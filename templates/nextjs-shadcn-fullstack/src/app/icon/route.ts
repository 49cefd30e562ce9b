import { app } from '@/config/app';
import { initials } from '@/lib/format';

export const dynamic = 'force-static';

/** The app's mark for browser tabs: its initials on its colour. */
export function GET(): Response {
  const letters = initials(app.name).replace(/[<>&"']/g, '');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="16" fill="oklch(0.52 0.17 ${app.accentHue})"/><text x="32" y="33" fill="#fff" font-family="system-ui,sans-serif" font-size="27" font-weight="600" text-anchor="middle" dominant-baseline="central">${letters}</text></svg>`;
  return new Response(svg, { headers: { 'Content-Type': 'image/svg+xml' } });
}
