import { expect, it } from "vitest";
import { knownTimeZone } from "./known-time-zone";

it.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  ["UTC", "UTC"],
  ["Europe/Atlantis", "UTC"],
  ["+01:00", "UTC"],
  ["", "UTC"],
])("the time zone %j is %j", (name, zone) => {
  expect(knownTimeZone(name)).toBe(zone);
});
