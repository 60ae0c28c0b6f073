/** @type {import("next").NextConfig} */
export default {
  serverExternalPackages: ["better-sqlite3"],
  poweredByHeader: false,
  // No image is ever optimised: switching the optimizer off removes a route that nothing uses.
  images: { unoptimized: true },
  experimental: { serverActions: { bodySizeLimit: "4mb" } },
};
