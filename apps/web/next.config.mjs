import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  typedRoutes: true,
  // No image leaves this server that the build did not put there.
  images: { unoptimized: true },
  // Browsers ask here when a page's own link to its icon has not arrived yet.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  transpilePackages: ["@pfn/api", "@pfn/keys"],
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
  allowedDevOrigins: ["127.0.0.1"],
  experimental: {
    // A running server writes to its data directory and nowhere else.
    isrFlushToDisk: false,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks"],
  },
};
