// openapi-typescript writes TypeScript with the compiler's JavaScript API, which TypeScript 7 no longer has. Its peer dependency on
// TypeScript 5 would be met with ours, so it becomes a dependency of its own.
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (manifest.name !== "openapi-typescript") return manifest;
      const { typescript: _, ...peerDependencies } = manifest.peerDependencies;
      return {
        ...manifest,
        peerDependencies,
        dependencies: { ...manifest.dependencies, typescript: "5.9.3" },
      };
    },
  },
};
