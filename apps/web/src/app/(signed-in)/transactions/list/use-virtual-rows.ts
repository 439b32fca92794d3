import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";
import type { Transaction } from "../types";

/** Height of most rows in px; what they really take is measured. */
const ROW_HEIGHT = 61;

/** What the server takes the window to be, so that the first rows are in the page that it sends. */
const SERVER_WINDOW = { width: 1280, height: 900 };

interface VirtualRows {
  frame: RefObject<HTMLElement | null>;
  rows: readonly Transaction[];
  /** A row that stays rendered while the page scrolls, because it is being edited; -1 for none. */
  kept: number;
}

/** Which rows the window shows. The page itself scrolls, not a frame inside it. */
export function useVirtualRows({ frame, rows, kept }: VirtualRows) {
  const [scrollMargin, setScrollMargin] = useState(0);
  // What grows above the list, such as more filters, moves it down.
  useLayoutEffect(() => {
    const measure = () =>
      setScrollMargin((frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [frame]);
  return useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollMargin,
    initialRect: SERVER_WINDOW,
    rangeExtractor: (range) => withKept(range, kept),
  });
}

const withKept = (range: Range, kept: number): number[] =>
  [...new Set([...defaultRangeExtractor(range), ...(kept < 0 ? [] : [kept])])].sort(
    (a, b) => a - b,
  );
