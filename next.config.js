/** @type {import("next").NextConfig} */
export default {
  serverExternalPackages: ["better-sqlite3"],
  poweredByHeader: false,
  // No image is ever optimised: switching the optimizer off removes a route that nothing uses.
  images: { unoptimized: true },
  // Types are checked by `npm run check`, tests included: an error in a test must not keep anyone from starting.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "4mb" } },
};
