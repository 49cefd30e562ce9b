import { join } from 'node:path';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants';

/** Pages that may show this app in a frame. Read when the app is built: headers are part of the build. */
const frameAncestors =
  process.env.APP_FRAME_ANCESTORS ?? "'self' http://localhost:* http://127.0.0.1:* http://*.localhost:*";

/** The dev server is looked at, not debugged: it compiles a fifth faster without source maps, and pages are a quarter lighter. */
const isPreview = process.env.APP_PREVIEW === '1';

function contentSecurityPolicy(development: boolean): string {
  return [
    "default-src 'self'",
    // A nonce would need every page to be rendered per request; inline scripts come from Next.js and next-themes only.
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}

/**
 * What visitors get is built with webpack; the dev server is Turbopack, where React draws such a page anew and says so. With
 * APP_BUILD_CACHE=read the bundler takes what an earlier build has kept in .next/cache, and keeps nothing itself: hundreds of
 * megabytes, for a folder in which nobody builds twice.
 */
const forVisitors: NextConfig['webpack'] = (webpack) => {
  if (process.env.APP_BUILD_CACHE === 'read') webpack.cache.readonly = true;
  webpack.module.rules.push({
    test: /next[\\/]dist[\\/]compiled[\\/]react-dom[\\/]cjs[\\/]react-dom-client\.production\.js$/,
    loader: join(import.meta.dirname, 'scripts/mend-react.cjs'),
  });
  return webpack;
};

export default function config(phase: string): NextConfig {
  const development = phase === PHASE_DEVELOPMENT_SERVER;
  return {
    // The dev server keeps its files apart, so that a finished production build survives it.
    distDir: development ? '.next-dev' : '.next',
    output: process.env.NEXT_OUTPUT === 'none' ? undefined : 'standalone',
    outputFileTracingRoot: import.meta.dirname,
    outputFileTracingIncludes: { '/*': ['./drizzle/**/*'] },
    outputFileTracingExcludes: { '/*': ['./node_modules/typescript/**/*', './data/**/*'] },
    poweredByHeader: false,
    // Title and description stand in the head for whoever asks: not every search engine reads what comes later.
    htmlLimitedBots: /.*/,
    // On one machine, packing a page's eight megabytes takes longer than sending them.
    compress: !development,
    devIndicators: false,
    // `npm run types` and `npm run lint` check the same code, faster, so that a build does not do it again.
    typescript: { ignoreBuildErrors: true },
    eslint: { ignoreDuringBuilds: true },
    // A build bundles these; the dev server would spend seconds on it.
    serverExternalPackages: development
      ? ['@react-email/components', '@react-email/render', 'resend', 'uploadthing']
      : [],
    experimental: {
      optimizePackageImports: ['radix-ui'],
      turbopackSourceMaps: !isPreview,
    },
    turbopack: isPreview ? { resolveAlias: { 'next/dist/compiled/next-devtools': './scripts/preview-tools.cjs' } } : {},
    webpack: development ? undefined : forVisitors,
    async headers() {
      return [
        {
          source: '/:path*',
          headers: [
            { key: 'Content-Security-Policy', value: contentSecurityPolicy(development) },
            { key: 'X-Content-Type-Options', value: 'nosniff' },
            { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
            { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
          ],
        },
      ];
    },
  };
}
