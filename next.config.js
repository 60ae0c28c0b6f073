/** @type {import("next").NextConfig} */
export default {
  serverExternalPackages: ["better-sqlite3"],
  poweredByHeader: false,
  // No image is ever optimised: switching the optimizer off removes a route that nothing uses.
  images: { unoptimized: true },
  // Types are checked by `npm run check`, tests included: an error in a test must not keep anyone from starting.
  typescript: { ignoreBuildErrors: true },
  // Browsers ask for it while a page's head is on its way.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  experimental: { serverActions: { bodySizeLimit: "4mb" } },
};
