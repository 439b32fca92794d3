import { expect, it } from "vitest";
import { fillGuide, guidePath } from "./fill-guide";

const SERVER = new URL("https://pfn.example.org/");

it("the example's address becomes the server's, wherever it stands", () => {
  expect(fillGuide('`http://localhost:3000` and "http://localhost:3000/x"', SERVER)).toBe(
    '`https://pfn.example.org` and "https://pfn.example.org/x"',
  );
});

it("a link into the source tree becomes words; every other link stays", () => {
  expect(fillGuide("see [the client](../packages/client/README.md).", SERVER)).toBe(
    "see the client (`packages/client/README.md` in pfn's source).",
  );
  expect(fillGuide("[the client](../../packages/client/README.md)", SERVER)).toBe(
    "the client (`packages/client/README.md` in pfn's source)",
  );
  const others = "[a](https://example.org) [b](/docs/api) [c](#undo) [d] (../e)";
  expect(fillGuide(others, SERVER)).toBe(others);
});

it("a link to another page of the guide leads to where the server shows it", () => {
  expect(fillGuide("[a](start.md) [b](writing-and-undo.md#undo) [c](README.md)", SERVER)).toBe(
    "[a](/docs/agents/start) [b](/docs/agents/writing-and-undo#undo) [c](/docs/agents)",
  );
});

it("the index is the guide's own address, and each page is one below it", () => {
  expect(["README.md", "start.md"].map(guidePath)).toEqual(["/docs/agents", "/docs/agents/start"]);
});
