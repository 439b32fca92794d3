/** A published key, and what any implementation must compute from it. */
type Vector = { key: string; crc32: string; sha256: string; hint: string };

/**
 * The test vectors that the README publishes for authors of scanners. They were computed with zlib
 * and hashlib of Python 3. Old keys must keep working, so these lines never change. No server
 * issued these keys, so they open nothing.
 */
export const VECTORS: readonly Vector[] = [
  {
    key: "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj",
    crc32: "88d8bcd3",
    sha256: "b3ba2540552c19b2b1f169486d04f9451a3a6064708e83d8bccd27a60d2cfe2d",
    hint: "pfn_live_…STUV",
  },
  {
    key: "pfn_test_UVWXYZabcdefghijklmnopqrstuvwxyz39FoDw",
    crc32: "abf7f2e0",
    sha256: "bf722cbd25529307ec130f31fa0fcedcc9f9780c35f65ded5b45ccdb7fb90615",
    hint: "pfn_test_…wxyz",
  },
  {
    key: "pfn_live_0000000000000000000000000000000027owa0",
    crc32: "7419b440",
    sha256: "38a33be12517fe7025c08aefb338610dadde6bdeea1ddd50ee202c67d45abcc7",
    hint: "pfn_live_…0000",
  },
  {
    key: "pfn_test_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz2fo6hT",
    crc32: "92089b5f",
    sha256: "0a2fa63ae2ae80e2cb845e40b4713bdf38bed60d8417d038b57d91e068e4aa7e",
    hint: "pfn_test_…zzzz",
  },
  {
    key: "pfn_live_Padding00000000000000000008021570001Ut",
    crc32: "0000167f",
    sha256: "fd5a08114a68f1c752deaaa8d4c89452338889e0d2a019f08bf24e7f6f542b84",
    hint: "pfn_live_…2157",
  },
];

/**
 * Published texts of the right shape or nearly so, none of which is a key: what is wrong, and the
 * text.
 */
export const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ["a placeholder", "pfn_live_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"],
  ["one character changed", "pfn_live_1123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj"],
  ["the other mode's checksum", "pfn_test_0123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj"],
  ["least significant digit first", "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUVjtNNV2"],
  ["checksum without the prefix", "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV1ggZdL"],
  ["checksum plus 2^32", "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV7C2d5n"],
  ["lower case before upper case", "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2vnnTJ"],
  ["unknown mode, right checksum", "pfn_prod_0123456789ABCDEFGHIJKLMNOPQRSTUV3aCMJX"],
  ["upper-case prefix, right checksum", "PFN_LIVE_0123456789ABCDEFGHIJKLMNOPQRSTUV1nFTHN"],
];
