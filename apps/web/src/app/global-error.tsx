"use client";

/**
 * Shown when even the frame of the page failed, so it brings everything it needs and works without
 * scripts.
 */
export default function GlobalError() {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: "system-ui, sans-serif",
          padding: "15vh 24px",
          maxWidth: 480,
          margin: "0 auto",
        }}
      >
        <title>pfn</title>
        <h1>pfn could not show this page</h1>
        <p>
          Nothing in your ledger was changed by this. Try again; if it keeps happening, the server’s
          log says why.
        </p>
        <p>
          <a href="/">Go to the overview</a>
        </p>
      </body>
    </html>
  );
}
