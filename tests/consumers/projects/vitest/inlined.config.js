// By default Node itself loads packages. Inlined, they are vitest's to evaluate again after a reset.
export default { test: { server: { deps: { inline: ["reportei-customers"] } } } };
